package io.cds.core.client;

import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.RefusalCode;
import io.cds.api.envelope.Sha256;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.SealedParts;
import io.cds.api.store.StoreTransaction;
import io.cds.api.store.WorkKey;
import io.cds.api.store.WorkKind;
import io.cds.core.status.OutgoingEvent;
import io.cds.core.status.StatusTables;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What all stored receipts of a message make of its deliveries and of itself. The order in which
 * receipts came does not matter, nor how often (L19).
 */
final class Settlement {
  /** What settles a message whichever of its seals it is about; a refusal is of one seal only. */
  private static final Set<ReceiptEvent> TAKEN =
      EnumSet.of(ReceiptEvent.ACCEPTED, ReceiptEvent.DELIVERED, ReceiptEvent.OPENED);

  private final PartyCode self;
  private final PartyCode hub;

  Settlement(PartyCode self, PartyCode hub) {
    this.self = self;
    this.hub = hub;
  }

  void settle(StoreTransaction tx, OutgoingRow row) {
    Set<Sha256> earlier = EarlierSeals.of(tx, self, row.id());
    Optional<Sha256> present = row.sealed().map(SealedParts::routing);
    List<ReceiptText> receipts =
        tx.receipts().of(self, row.key()).stream()
            .map(ReceiptRow::text)
            .filter(
                text ->
                    present.equals(Optional.of(text.routing()))
                        ? !isOfEarlier(text, earlier)
                        : earlier.contains(text.routing()) && TAKEN.contains(text.event()))
            .toList();
    Optional<Problem> refusal = Optional.empty();
    for (DeliveryRow before : tx.deliveries().of(self, row.id())) {
      DeliveryRow after = settled(before, receipts);
      if (!after.equals(before)) {
        tx.deliveries().replace(after);
        Happening.outgoing(row.key(), "DELIVERY", Happening.UNATTENDED)
            .about(after.recipient())
            .moved(before.status(), after.status())
            .write(tx, self);
      }
      refusal =
          refusal.or(
              () ->
                  after
                      .refusal()
                      .map(c -> Problem.of(ProblemCode.REFUSED, c + " " + after.recipient())));
    }
    move(tx, row, refusal);
  }

  /**
   * Who refuses a seal because of another with this id has that one, an earlier of this message.
   */
  private static boolean isOfEarlier(ReceiptText text, Set<Sha256> earlier) {
    return !earlier.isEmpty() && text.code().equals(Optional.of(RefusalCode.ID_CONFLICT));
  }

  private void move(StoreTransaction tx, OutgoingRow row, Optional<Problem> refusal) {
    OutgoingStatus next = leastAdvanced(tx, row);
    Optional<Problem> problem =
        refusal.or(() -> next == row.status() ? row.lastProblem() : Optional.empty());
    if (next == row.status() && problem.equals(row.lastProblem())) {
      return;
    }
    tx.outgoing().replace(row.with(next).tried(row.attempts(), row.processingSince(), problem));
    if (next == OutgoingStatus.SENT) {
      row.sealed().ifPresent(parts -> tx.works().enqueue(expiry(row), parts.expires()));
    }
    if (next != row.status()) {
      Happening moved =
          Happening.outgoing(row.key(), next.name(), Happening.UNATTENDED)
              .moved(row.status(), next);
      problem.map(moved::because).orElse(moved).write(tx, self);
    }
  }

  /** A message has the status of its least advanced recipient. */
  static OutgoingStatus leastAdvanced(StoreTransaction tx, OutgoingRow row) {
    return tx.deliveries().of(row.party(), row.id()).stream()
        .map(DeliveryRow::status)
        .min(StatusTables.advance())
        .orElse(row.status());
  }

  private static WorkKey expiry(OutgoingRow row) {
    return new WorkKey(row.party(), WorkKind.EXPIRE, row.id().value());
  }

  private DeliveryRow settled(DeliveryRow before, List<ReceiptText> receipts) {
    PartyCode recipient = before.recipient();
    DeliveryRow row = before;
    if (any(receipts, hub, ReceiptEvent.ACCEPTED)) {
      row = moved(row, OutgoingEvent.ACCEPTED);
    } else {
      row = refused(row, receipts, text -> text.by().equals(hub));
    }
    if (any(receipts, hub, ReceiptEvent.EXPIRED)) {
      row = moved(row, OutgoingEvent.EXPIRE);
    }
    Optional<ReceiptText> opened = find(receipts, recipient, ReceiptEvent.OPENED);
    if (opened.isPresent() || any(receipts, recipient, ReceiptEvent.DELIVERED)) {
      row = moved(row, OutgoingEvent.DELIVERED);
    }
    if (opened.isPresent()) {
      row = row.opened(opened.get().at());
    }
    return refused(row, receipts, text -> text.by().equals(recipient));
  }

  private static DeliveryRow refused(
      DeliveryRow row, List<ReceiptText> receipts, Predicate<ReceiptText> signer) {
    return receipts.stream()
        .filter(text -> text.event() == ReceiptEvent.REFUSED)
        .filter(signer)
        .flatMap(text -> text.code().stream())
        .findFirst()
        .map(code -> moved(row, OutgoingEvent.REFUSED).refused(code))
        .orElse(row);
  }

  private static DeliveryRow moved(DeliveryRow row, OutgoingEvent event) {
    return StatusTables.OUTGOING.next(row.status(), event).map(row::with).orElse(row);
  }

  private static boolean any(List<ReceiptText> receipts, PartyCode by, ReceiptEvent event) {
    return find(receipts, by, event).isPresent();
  }

  private static Optional<ReceiptText> find(
      List<ReceiptText> receipts, PartyCode by, ReceiptEvent event) {
    return receipts.stream()
        .filter(text -> text.by().equals(by) && text.event() == event)
        .findFirst();
  }
}
