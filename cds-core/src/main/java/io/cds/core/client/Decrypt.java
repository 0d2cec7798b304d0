package io.cds.core.client;

import io.cds.api.Action;
import io.cds.api.Actor;
import io.cds.api.AttachmentView;
import io.cds.api.CdsException;
import io.cds.api.IncomingStatus;
import io.cds.api.KeyAccess;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Watch;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.AtRest;
import io.cds.api.spi.Details;
import io.cds.api.spi.Opened;
import io.cds.api.store.ClearFields;
import io.cds.api.store.ContentKey;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.StoreTransaction;
import io.cds.core.status.IncomingEvent;
import io.cds.core.status.StatusTables;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies and opens an incoming message; what was opened lies encrypted at rest. */
final class Decrypt {
  private static final Logger LOG = LoggerFactory.getLogger(Decrypt.class);

  /** Failures of this side, not of the message: the status stays. */
  private static final Set<ProblemCode> OURS =
      EnumSet.of(ProblemCode.WRONG_PASSPHRASE, ProblemCode.STORE_FULL, ProblemCode.STORE_FAILED);

  private final ClientContext context;
  private final HubTie tie;
  private final WhyNot whyNot;
  private final ReceiptSigner signer;
  private final StoreArrival store;

  Decrypt(
      ClientContext context, HubTie tie, WhyNot whyNot, ReceiptSigner signer, StoreArrival store) {
    this.context = context;
    this.tie = tie;
    this.whyNot = whyNot;
    this.signer = signer;
    this.store = store;
  }

  Outcome decrypt(MessageKey message, KeyAccess key, Actor actor, Watch watch) {
    List<Problem> reasons = whyNot.reasons(Action.DECRYPT, message, actor);
    if (!reasons.isEmpty()) {
      return new Outcome.Refused(reasons);
    }
    PartyMessage name = new PartyMessage(context.party(), message);
    IncomingRow row = context.store().read(tx -> tx.incoming().find(name)).orElseThrow();
    try {
      Opened opened = open(row, key, watch);
      Optional<ReceiptRow> receipt =
          opened.manifest().heading().acknowledge()
              ? signer.opened(message, row.routing(), key)
              : Optional.empty();
      Octets details = details(message, opened);
      return context.store().transact(tx -> commit(tx, row, opened, details, receipt, actor));
    } catch (CdsException e) {
      return failed(row, e, actor);
    } catch (IOException e) {
      throw new CdsException(Problem.of(ProblemCode.STORE_FAILED, "decrypt " + message), e);
    }
  }

  private Opened open(IncomingRow row, KeyAccess key, Watch watch) throws IOException {
    AtRest rest = context.atRest();
    AtRestName names = AtRestName.incoming(row.message());
    return context
        .codec()
        .open(
            new Envelope(row.head(), context.store().content(row.content())),
            context.party(),
            context.vault(),
            key,
            tie.directory(tie.needed()),
            row.acceptedAt().orElse(row.arrivedAt()),
            (index, attachment) ->
                rest.seal(
                    context
                        .store()
                        .stage(
                            new ContentKey(context.party(), "open/" + row.message() + "/" + index),
                            0),
                    names.part(index)),
            watch);
  }

  private Octets details(MessageKey message, Opened opened) {
    List<AttachmentView> views =
        opened.manifest().attachments().stream()
            .map(a -> new AttachmentView(a.name(), a.mediaType(), a.length()))
            .toList();
    byte[] clear = context.codec().write(new Details(opened.manifest().heading(), views)).toArray();
    return context.atRest().seal(clear, AtRestName.incoming(message).details());
  }

  private Outcome commit(
      StoreTransaction tx,
      IncomingRow before,
      Opened opened,
      Octets details,
      Optional<ReceiptRow> receipt,
      Actor actor) {
    IncomingRow row =
        tx.incoming().find(new PartyMessage(context.party(), before.message())).orElseThrow();
    Optional<IncomingStatus> next = StatusTables.INCOMING.next(row.status(), IncomingEvent.OPEN);
    if (next.isEmpty()) {
      return new Outcome.Refused(
          List.of(Problem.of(ProblemCode.WRONG_STATUS, row.status().name())));
    }
    opened.attachments().forEach(tx.contents()::bind);
    ClearFields clear = ClearFields.of(opened.manifest().heading());
    tx.incoming().replace(row.opened(clear, details, opened.attachments()));
    receipt.ifPresent(r -> store.testify(tx, r));
    Happening.incoming(row.message(), "DECRYPTED", actor.user())
        .moved(row.status(), next.get())
        .write(tx, context.party());
    return new Outcome.Done();
  }

  private Outcome failed(IncomingRow row, CdsException e, Actor actor) {
    LOG.info("Opening [{}] ended with [{}]", row.message(), e.problem().code());
    if (e.problem().code() == ProblemCode.CANCELLED) {
      return new Outcome.Cancelled();
    }
    if (OURS.contains(e.problem().code())) {
      return new Outcome.Failed(e.problem());
    }
    Optional<ReceiptRow> refusal =
        e instanceof InvalidEnvelopeException invalid
            ? Optional.of(signer.refused(row.message(), row.routing(), invalid.reason()))
            : Optional.empty();
    context.store().transact(tx -> mark(tx, row.message(), e.problem(), refusal, actor));
    return new Outcome.Failed(e.problem());
  }

  private boolean mark(
      StoreTransaction tx,
      MessageKey message,
      Problem why,
      Optional<ReceiptRow> refusal,
      Actor actor) {
    IncomingRow row = tx.incoming().find(new PartyMessage(context.party(), message)).orElseThrow();
    Optional<IncomingStatus> next =
        StatusTables.INCOMING.next(row.status(), IncomingEvent.OPEN_FAILED);
    if (next.isEmpty()) {
      return false;
    }
    tx.incoming().replace(row.with(next.get(), Optional.of(why)));
    refusal.ifPresent(r -> store.testify(tx, r));
    Happening.incoming(message, "DECRYPT_FAIL", actor.user())
        .moved(row.status(), next.get())
        .because(why)
        .write(tx, context.party());
    return true;
  }
}
