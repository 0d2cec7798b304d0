package io.cds.core.client;

import io.cds.api.Action;
import io.cds.api.Actor;
import io.cds.api.IncomingStatus;
import io.cds.api.KeyUse;
import io.cds.api.MessageKey;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.PartyRow;
import io.cds.api.store.StoreTransaction;
import io.cds.core.status.IncomingEvent;
import io.cds.core.status.OutgoingEvent;
import io.cds.core.status.StatusTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Every reason for which an action is refused now; reads the status tables. */
final class WhyNot {
  private static final Map<Action, OutgoingEvent> OUTGOING =
      Map.of(
          Action.ENCRYPT, OutgoingEvent.ENCRYPT,
          Action.RESEND, OutgoingEvent.RESEND,
          Action.EXPORT, OutgoingEvent.EXPORT);
  private static final Map<Action, IncomingEvent> INCOMING =
      Map.of(
          Action.DECRYPT, IncomingEvent.OPEN,
          Action.VIEW, IncomingEvent.VIEW,
          Action.REPLY, IncomingEvent.REPLY,
          Action.IMPORT, IncomingEvent.IMPORT);

  private final ClientContext context;
  private final HubTie tie;
  private final OwnKeys keys;
  private final RecipientRecords records;
  private final SuiteChoice suites;
  private final Pins pins;
  private final SealCheck seals;

  WhyNot(
      ClientContext context,
      HubTie tie,
      OwnKeys keys,
      RecipientRecords records,
      SuiteChoice suites,
      SealCheck seals) {
    this.context = context;
    this.tie = tie;
    this.keys = keys;
    this.records = records;
    this.suites = suites;
    this.pins = new Pins(context);
    this.seals = seals;
  }

  List<Problem> reasons(Action action, MessageKey message, Actor actor) {
    List<Problem> reasons = new ArrayList<>();
    context.access().refuse(actor, action, Optional.of(message)).ifPresent(reasons::add);
    if (OUTGOING.containsKey(action)) {
      outgoing(action, message, reasons);
    } else if (INCOMING.containsKey(action)) {
      incoming(action, message, reasons);
    } else {
      reasons.add(Problem.of(ProblemCode.WRONG_STATUS, action + ": the message is confirmed"));
    }
    return reasons;
  }

  private void outgoing(Action action, MessageKey message, List<Problem> reasons) {
    Optional<OutgoingRow> found =
        context.store().read(tx -> tx.outgoing().find(new PartyMessage(context.party(), message)));
    if (found.isEmpty()) {
      reasons.add(Problem.of(ProblemCode.UNKNOWN_MESSAGE, message.toString()));
      return;
    }
    OutgoingRow row = found.get();
    OutgoingEvent event = OUTGOING.getOrDefault(action, OutgoingEvent.CONFIRM);
    if (StatusTables.OUTGOING.next(row.status(), event).isEmpty()) {
      List<OutgoingStatus> allowed = StatusTables.OUTGOING.sources(event);
      reasons.add(Problem.of(ProblemCode.WRONG_STATUS, row.status() + ", allowed in " + allowed));
    }
    if (action == Action.ENCRYPT) {
      sealing(row, reasons);
    }
    if (row.sealed().isPresent()) {
      sealed(action, row, reasons);
    }
    Instant now = context.now();
    if (action == Action.RESEND
        && row.sealed().filter(s -> s.expires().isBefore(now)).isPresent()) {
      reasons.add(Problem.of(ProblemCode.EXPIRED, message.toString()));
    }
  }

  /** Sealed again is what a key has left; what a key has left is not sent as it is. */
  private void sealed(Action action, OutgoingRow row, List<Problem> reasons) {
    Optional<SealCheck.Standing> seal =
        Optional.of(row).filter(r -> tie.registered()).map(seals::of);
    boolean mayGiveWay = seal.filter(SealCheck.Standing::mayGiveWay).isPresent();
    if (action == Action.ENCRYPT && !mayGiveWay && reasons.isEmpty()) {
      reasons.add(
          Problem.of(ProblemCode.WRONG_STATUS, row.status() + ", sealed with keys that count"));
    }
    if (action == Action.RESEND || action == Action.EXPORT) {
      seal.flatMap(SealCheck.Standing::ended).ifPresent(reasons::add);
    }
  }

  private void sealing(OutgoingRow row, List<Problem> reasons) {
    Instant now = context.now();
    if (!tie.registered()) {
      reasons.add(Problem.of(ProblemCode.NOT_REGISTERED, context.party().value()));
      return;
    }
    if (keys.current(KeyUse.SIGN, now).isEmpty()) {
      Problem why = keys.missing(KeyUse.SIGN, now);
      reasons.add(why);
      if (why.code() == ProblemCode.CLOCK) {
        return; // by a wrong clock nothing can be said of recipients either
      }
    }
    List<DeliveryRow> deliveries =
        context.store().read(tx -> tx.deliveries().of(context.party(), row.id()));
    List<Problem> unknown = each(deliveries, (tx, to) -> recipient(tx, to, now));
    reasons.addAll(unknown);
    if (unknown.isEmpty()) {
      suite(deliveries, records.of(row), now, reasons);
    }
  }

  /** One suite for all; and where it is 2, each has the second key that its own record promises. */
  private void suite(
      List<DeliveryRow> deliveries, List<KeyRecord> said, Instant now, List<Problem> reasons) {
    SuiteChoice.Choice choice = suites.choose(said, now);
    choice.objection().ifPresent(reasons::add);
    if (choice.suite() == 2) {
      reasons.addAll(each(deliveries, (tx, to) -> key(tx, to, KeyUse.OPEN_MLKEM, now)));
    }
  }

  private List<Problem> each(
      List<DeliveryRow> deliveries,
      BiFunction<StoreTransaction, PartyCode, Optional<Problem>> check) {
    return context
        .store()
        .read(
            tx ->
                deliveries.stream()
                    .flatMap(delivery -> check.apply(tx, delivery.recipient()).stream())
                    .toList());
  }

  /** L10, L11: told before sealing; what the directory said too long ago does not count. */
  private Optional<Problem> recipient(StoreTransaction tx, PartyCode recipient, Instant now) {
    Optional<PartyRow> row =
        tx.parties()
            .find(new PartyRow.Key(context.party(), recipient))
            .filter(r -> r.record().isPresent());
    if (row.isEmpty()) {
      return Optional.of(Problem.of(ProblemCode.UNKNOWN_RECIPIENT, recipient.value()));
    }
    return context
        .stale(row.get())
        .or(() -> pins.objection(tx, recipient))
        .or(() -> key(tx, recipient, KeyUse.OPEN, now));
  }

  private Optional<Problem> key(StoreTransaction tx, PartyCode recipient, KeyUse use, Instant now) {
    boolean usable =
        tx.keys().of(context.party(), recipient, use).stream().anyMatch(key -> key.currentAt(now))
            || (use == KeyUse.OPEN && context.outside(recipient, now).isPresent());
    return usable
        ? Optional.empty()
        : Optional.of(
            Problem.of(ProblemCode.RECIPIENT_KEY_MISSING, recipient.value() + ", " + use));
  }

  private void incoming(Action action, MessageKey message, List<Problem> reasons) {
    Optional<IncomingRow> found =
        context.store().read(tx -> tx.incoming().find(new PartyMessage(context.party(), message)));
    if (found.isEmpty()) {
      reasons.add(Problem.of(ProblemCode.UNKNOWN_MESSAGE, message.toString()));
      return;
    }
    IncomingStatus status = found.get().status();
    IncomingEvent event = INCOMING.getOrDefault(action, IncomingEvent.ARRIVE);
    if (StatusTables.INCOMING.next(status, event).isEmpty()) {
      List<IncomingStatus> allowed = StatusTables.INCOMING.sources(event);
      reasons.add(Problem.of(ProblemCode.WRONG_STATUS, status + ", allowed in " + allowed));
    }
    if (action == Action.IMPORT && context.handler().isEmpty()) {
      reasons.add(Problem.of(ProblemCode.IMPORT_REFUSED, "no handler was given to the builder"));
    }
  }
}
