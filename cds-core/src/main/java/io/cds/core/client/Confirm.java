package io.cds.core.client;

import io.cds.api.Action;
import io.cds.api.Actor;
import io.cds.api.CheckReport;
import io.cds.api.Draft;
import io.cds.api.Finding;
import io.cds.api.HostTransaction;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.OutgoingStatus;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Recipient;
import io.cds.api.RefusedException;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.Details;
import io.cds.api.store.ClearFields;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.Store;
import io.cds.api.store.StoreTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a draft an outgoing message: contents first, in commits of their own, then one small one.
 */
final class Confirm {
  private final ClientContext context;
  private final CheckDraft check;
  private final Keep keep;

  Confirm(ClientContext context, CheckDraft check, Keep keep) {
    this.context = context;
    this.check = check;
    this.keep = keep;
  }

  MessageId confirm(Draft draft, Actor actor, Optional<HostTransaction> host) {
    refuse(draft, actor);
    Kept kept = keep.found(draft).orElseGet(() -> keep.copy(draft));
    Octets details = details(kept.message(), new Details(draft.heading(), kept.views(draft)));
    Store.Work<MessageId> work = tx -> insert(tx, draft, actor, kept, details);
    return host.map(h -> context.store().join(h, work))
        .orElseGet(() -> context.store().transact(work));
  }

  /** The same draft over copies of its attachments. */
  Draft keep(Draft draft, Actor actor) {
    refuse(draft, actor);
    return keep.copy(draft).draft(draft);
  }

  private void refuse(Draft draft, Actor actor) {
    List<Problem> reasons = new ArrayList<>();
    context.access().refuse(actor, Action.CONFIRM, Optional.empty()).ifPresent(reasons::add);
    CheckReport report = check.check(draft);
    report.findings().stream()
        .filter(finding -> finding.severity() == Finding.Severity.ERROR)
        .map(finding -> Problem.of(ProblemCode.CHECK_FAILED, finding.code()))
        .distinct()
        .forEach(reasons::add);
    if (!reasons.isEmpty()) {
      throw new RefusedException(reasons);
    }
  }

  private Octets details(MessageKey message, Details details) {
    byte[] clear = context.codec().write(details).toArray();
    return context.atRest().seal(clear, AtRestName.outgoing(message).details());
  }

  private MessageId insert(
      StoreTransaction tx, Draft draft, Actor actor, Kept kept, Octets details) {
    // Long: the parts of two rows, one a line.
    MessageKey message = kept.message();
    kept.parts().forEach(tx.contents()::bind);
    tx.outgoing()
        .insert(
            new OutgoingRow(
                context.party(),
                message.id(),
                OutgoingStatus.READY,
                actor.user(),
                tx.now(),
                draft.test(),
                draft.timeToLive(),
                ClearFields.of(draft.heading()),
                details,
                kept.parts(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                false,
                0));
    for (Recipient recipient : draft.recipients()) {
      tx.deliveries()
          .insert(
              new DeliveryRow(
                  context.party(),
                  message.id(),
                  recipient.party(),
                  recipient.role(),
                  OutgoingStatus.READY,
                  Optional.empty(),
                  Optional.empty(),
                  0));
    }
    Happening.outgoing(message, "CONFIRMED", actor.user())
        .became(OutgoingStatus.READY)
        .write(tx, context.party());
    return message.id();
  }
}
