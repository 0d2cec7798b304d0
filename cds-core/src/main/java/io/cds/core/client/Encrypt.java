package io.cds.core.client;

import io.cds.api.Action;
import io.cds.api.Actor;
import io.cds.api.Attachment;
import io.cds.api.AttachmentView;
import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.Watch;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.AtRest;
import io.cds.api.spi.Details;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Sealed;
import io.cds.api.store.ContentKey;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.SealedParts;
import io.cds.api.store.StoreTransaction;
import io.cds.api.store.WorkKey;
import io.cds.api.store.WorkKind;
import io.cds.core.status.OutgoingEvent;
import io.cds.core.status.StatusTables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals a READY message to every recipient's present key and hands it to transmission. */
final class Encrypt {
  private static final Logger LOG = LoggerFactory.getLogger(Encrypt.class);

  private final ClientContext context;
  private final HubTie tie;
  private final WhyNot whyNot;
  private final DirectoryRefresh directory;
  private final SealPlan plan;
  private final OwnKeys keys;

  Encrypt(
      ClientContext context,
      HubTie tie,
      WhyNot whyNot,
      DirectoryRefresh directory,
      SealPlan plan,
      OwnKeys keys) {
    this.context = context;
    this.tie = tie;
    this.whyNot = whyNot;
    this.directory = directory;
    this.plan = plan;
    this.keys = keys;
  }

  Outcome encrypt(MessageKey message, KeyAccess key, Actor actor, Watch watch) {
    Optional<Problem> away = refresh(message);
    List<Problem> reasons = whyNot.reasons(Action.ENCRYPT, message, actor);
    if (!reasons.isEmpty()) {
      return new Outcome.Refused(behind(away, reasons));
    }
    OutgoingRow row =
        context
            .store()
            .read(tx -> tx.outgoing().find(new PartyMessage(context.party(), message)))
            .orElseThrow();
    try {
      Sealed sealed = seal(row, key, watch);
      return context.store().transact(tx -> commit(tx, row, sealed, actor));
    } catch (CdsException e) {
      LOG.info("Encrypting [{}] ended with [{}]", message, e.problem().code());
      return e.problem().code() == ProblemCode.CANCELLED
          ? new Outcome.Cancelled()
          : new Outcome.Failed(e.problem());
    } catch (IOException e) {
      throw new CdsException(Problem.of(ProblemCode.STORE_FAILED, "encrypt " + message), e);
    }
  }

  /** Asks for recipients of whom nothing is known that counts; without the hub, grace decides. */
  private Optional<Problem> refresh(MessageKey message) {
    if (!tie.registered()) {
      return Optional.empty();
    }
    List<DeliveryRow> deliveries =
        context.store().read(tx -> tx.deliveries().of(context.party(), message.id()));
    try {
      directory.ensure(deliveries.stream().map(DeliveryRow::recipient).toList());
    } catch (CdsException e) {
      LOG.info("Directory is not refreshed: [{}]", e.problem().code());
      return Optional.of(e.problem());
    }
    return Optional.empty();
  }

  /** A key that is missing because the hub did not answer: the cause is told first. */
  private static List<Problem> behind(Optional<Problem> away, List<Problem> reasons) {
    Set<ProblemCode> directory =
        EnumSet.of(
            ProblemCode.UNKNOWN_RECIPIENT,
            ProblemCode.RECIPIENT_KEY_MISSING,
            ProblemCode.DIRECTORY_STALE);
    List<Problem> all = new ArrayList<>();
    if (reasons.stream().anyMatch(reason -> directory.contains(reason.code()))) {
      away.ifPresent(all::add);
    }
    // Whether a recipient is unknown, a hub that did not answer cannot have said.
    reasons.stream()
        .filter(r -> away.isEmpty() || r.code() != ProblemCode.UNKNOWN_RECIPIENT)
        .filter(r -> all.stream().noneMatch(told -> told.code() == r.code()))
        .forEach(all::add);
    return all;
  }

  private Sealed seal(OutgoingRow row, KeyAccess key, Watch watch) throws IOException {
    long octets = row.parts().stream().mapToLong(ContentRef::length).sum();
    if (octets > Mailbox.SMALL) {
      checkPassphrase(key);
    }
    AtRest rest = context.atRest();
    AtRestName names = AtRestName.outgoing(row.key());
    Details details = context.codec().details(Octets.of(rest.open(row.details(), names.details())));
    List<Attachment> attachments = new ArrayList<>();
    for (AttachmentView view : details.attachments()) {
      int index = attachments.size();
      attachments.add(
          new Attachment(
              view.name(),
              view.mediaType(),
              rest.open(context.store().content(row.parts().get(index)), names.part(index))));
    }
    ContentKey staging = new ContentKey(context.party(), "seal/" + row.id());
    try (Sink sink = context.store().stage(staging, 0)) {
      return context
          .codec()
          .seal(
              plan.request(row, details.heading(), attachments), sink, context.vault(), key, watch);
    }
  }

  /** Before much is sealed: signing comes last. For little, unlocking twice costs more. */
  private void checkPassphrase(KeyAccess key) {
    keys.current(KeyUse.SIGN, context.now())
        .ifPresent(sign -> context.vault().check(sign.key().ref(), key));
  }

  private Outcome commit(StoreTransaction tx, OutgoingRow before, Sealed sealed, Actor actor) {
    OutgoingRow row =
        tx.outgoing().find(new PartyMessage(context.party(), before.key())).orElseThrow();
    Optional<OutgoingStatus> next = StatusTables.OUTGOING.next(row.status(), OutgoingEvent.ENCRYPT);
    if (next.isEmpty()) {
      return new Outcome.Refused(
          List.of(Problem.of(ProblemCode.WRONG_STATUS, row.status().name())));
    }
    tx.contents().bind(sealed.content());
    row.sealed().ifPresent(earlier -> giveWay(tx, row.id(), earlier));
    SealedParts parts =
        new SealedParts(
            sealed.routing().routing().seal(),
            sealed.head(),
            sealed.routing().digest(),
            sealed.content(),
            sealed.routing().routing().expires());
    tx.outgoing()
        .replace(
            row.with(next.get()).with(parts).tried(0, Optional.of(tx.now()), Optional.empty()));
    for (DeliveryRow delivery : tx.deliveries().of(context.party(), row.id())) {
      if (delivery.status() != OutgoingStatus.RECEIVED) {
        tx.deliveries().replace(delivery.with(next.get()));
      }
    }
    tx.works().enqueue(new WorkKey(context.party(), WorkKind.SEND, row.id().value()), tx.now());
    Happening.outgoing(row.key(), "ENCRYPTED", actor.user())
        .moved(row.status(), next.get())
        .write(tx, context.party());
    return new Outcome.Done();
  }

  /** The present seal becomes an earlier one: its receipts count on, its content goes. */
  private void giveWay(StoreTransaction tx, MessageId id, SealedParts earlier) {
    EarlierSeals.keep(tx, context.party(), id, earlier);
    tx.contents().release(earlier.content());
  }
}
