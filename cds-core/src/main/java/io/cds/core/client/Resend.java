package io.cds.core.client;

import io.cds.api.Action;
import io.cds.api.Actor;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.StoreTransaction;
import io.cds.api.store.WorkKey;
import io.cds.api.store.WorkKind;
import io.cds.core.status.OutgoingEvent;
import io.cds.core.status.StatusTables;
import java.util.List;
import java.util.Optional;

/** Has the same octets offered again (L06). */
final class Resend {
  private final ClientContext context;
  private final WhyNot whyNot;

  Resend(ClientContext context, WhyNot whyNot) {
    this.context = context;
    this.whyNot = whyNot;
  }

  Outcome resend(MessageKey message, Actor actor) {
    List<Problem> reasons = whyNot.reasons(Action.RESEND, message, actor);
    if (!reasons.isEmpty()) {
      return new Outcome.Refused(reasons);
    }
    return context.store().transact(tx -> commit(tx, message, actor));
  }

  private Outcome commit(StoreTransaction tx, MessageKey message, Actor actor) {
    OutgoingRow row = tx.outgoing().find(new PartyMessage(context.party(), message)).orElseThrow();
    Optional<OutgoingStatus> next = StatusTables.OUTGOING.next(row.status(), OutgoingEvent.RESEND);
    if (next.isEmpty()) {
      return new Outcome.Refused(
          List.of(Problem.of(ProblemCode.WRONG_STATUS, row.status().name())));
    }
    tx.outgoing().replace(row.with(next.get()).tried(0, Optional.of(tx.now()), Optional.empty()));
    for (DeliveryRow delivery : tx.deliveries().of(context.party(), row.id())) {
      if (delivery.status() != OutgoingStatus.RECEIVED) {
        tx.deliveries().replace(delivery.with(next.get()));
      }
    }
    tx.works().enqueue(new WorkKey(context.party(), WorkKind.SEND, row.id().value()), tx.now());
    Happening.outgoing(message, "RESENT", actor.user())
        .moved(row.status(), next.get())
        .write(tx, context.party());
    return new Outcome.Done();
  }
}
