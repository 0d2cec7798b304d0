package io.cds.core.client;

import io.cds.api.Action;
import io.cds.api.Actor;
import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.RefusedException;
import io.cds.api.Watch;
import io.cds.api.ZipReport;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.ZipForm;
import io.cds.api.envelope.ZipGroup;
import io.cds.api.store.ContentKey;
import io.cds.api.store.ReceiptRow;
import io.cds.core.StoredContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a .zip in by the same checks as the mailbox; nothing counts before its last octet. */
final class ImportZip {
  private static final Logger LOG = LoggerFactory.getLogger(ImportZip.class);

  private final ClientContext context;
  private final HubTie tie;
  private final ArrivalCheck check;
  private final Staging staging;
  private final StoreArrival store;
  private final ReceiptSigner signer;
  private final ReceiptIntake receipts;

  ImportZip(
      ClientContext context,
      HubTie tie,
      ArrivalCheck check,
      Staging staging,
      StoreArrival store,
      ReceiptSigner signer,
      ReceiptIntake receipts) {
    this.context = context;
    this.tie = tie;
    this.check = check;
    this.staging = staging;
    this.store = store;
    this.signer = signer;
    this.receipts = receipts;
  }

  ZipReport read(InputStream in, Actor actor, Watch watch) throws IOException {
    List<Problem> reasons = new ArrayList<>();
    context.access().refuse(actor, Action.IMPORT, Optional.empty()).ifPresent(reasons::add);
    if (!tie.registered()) {
      reasons.add(Problem.of(ProblemCode.NOT_REGISTERED, context.party().value()));
    }
    if (!reasons.isEmpty()) {
      throw new RefusedException(reasons);
    }
    String place = "zip/" + MessageId.create(context.clock(), context.random()) + "/";
    List<ZipGroup> groups = groups(in, place, watch);
    List<ZipReport.Entry> entries = new ArrayList<>();
    for (ZipGroup group : groups) {
      entries.add(entry(group, actor));
    }
    return new ZipReport(entries);
  }

  private List<ZipGroup> groups(InputStream in, String place, Watch watch) throws IOException {
    try {
      return context
          .codec()
          .readZip(
              in,
              ZipForm.FILE,
              (id, head, length) ->
                  context.store().stage(new ContentKey(context.party(), place + id), 0),
              watch);
    } catch (InvalidEnvelopeException e) {
      LOG.warn("A .zip is refused: [{}]", e.reason());
      throw e;
    }
  }

  private ZipReport.Entry entry(ZipGroup group, Actor actor) throws IOException {
    try {
      Optional<EnvelopeHead> head = group.head();
      return head.isPresent()
          ? envelope(group, head.get(), group.content().orElseThrow(), actor)
          : receiptsAlone(group);
    } catch (InvalidEnvelopeException e) {
      LOG.warn("[{}] of a .zip is refused: [{}]", group.id(), e.reason());
      return refused(group, e.problem());
    } catch (CdsException e) {
      return refused(group, e.problem());
    }
  }

  private ZipReport.Entry receiptsAlone(ZipGroup group) {
    List<ReceiptRow> good = receipts.take(group.id(), group.receipts());
    return good.isEmpty()
        ? refused(group, Problem.of(ProblemCode.INVALID_ENVELOPE, "no receipt of it counts here"))
        : new ZipReport.Entry(group.id(), ZipReport.Result.RECEIPTS, Optional.empty());
  }

  private ZipReport.Entry envelope(
      ZipGroup group, EnvelopeHead head, ContentRef content, Actor actor) throws IOException {
    MessageKey said = context.codec().peek(head.routing()).key();
    if (!said.id().equals(group.id())) {
      throw new InvalidEnvelopeException(
          InvalidReason.ZIP_PROFILE, "[" + said + "] lies under [" + group.id() + "]");
    }
    CheckedArrival arrival = check.check(said, head, group.receipts());
    Optional<Sha256> known = context.store().read(tx -> store.known(tx, arrival.key()));
    if (known.isPresent() && !known.get().equals(arrival.routing())) {
      return refused(group, Problem.of(ProblemCode.ID_CONFLICT, arrival.key().toString()));
    }
    Extent found = staging.digest(content);
    if (!found.equals(arrival.content())) {
      throw new InvalidEnvelopeException(
          StoredContent.fault(found, arrival.content()),
          "content of [" + arrival.key() + "] is not the signed one");
    }
    if (said.from().equals(context.party())) {
      // A message to oneself carries receipts for an own message.
      receipts.take(group.id(), group.receipts());
    }
    boolean fresh = store(arrival, content, actor);
    return new ZipReport.Entry(
        group.id(), fresh ? ZipReport.Result.STORED : ZipReport.Result.DUPLICATE, Optional.empty());
  }

  /** Stores it with its receipt. @return whether it is new */
  private boolean store(CheckedArrival arrival, ContentRef content, Actor actor) {
    ReceiptRow delivered = signer.delivered(arrival.key(), arrival.routing());
    return context
        .store()
        .transact(
            tx -> {
              boolean stored = store.stored(tx, arrival.key());
              if (stored) {
                store.duplicate(tx, arrival);
              } else {
                store.whole(tx, arrival, content, delivered);
                Happening.incoming(arrival.key(), "BY_ZIP", actor.user())
                    .write(tx, context.party());
              }
              return !stored;
            });
  }

  private static ZipReport.Entry refused(ZipGroup group, Problem why) {
    return new ZipReport.Entry(group.id(), ZipReport.Result.REFUSED, Optional.of(why));
  }
}
