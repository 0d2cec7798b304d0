package io.cds.core.hub;

import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.store.HubMessageRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.StoreTransaction;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a message stands in its sender's partition.
 *
 * @param hub the hub's own code: only its receipts settle anything here
 * @param row absent for a message that is unknown, or was refused before anything was stored
 * @param now the store's time of this look
 */
record Standing(
    PartyCode hub, Optional<HubMessageRow> row, List<ReceiptRow> receipts, Instant now) {
  private static final Set<ReceiptEvent> SETTLING =
      EnumSet.of(ReceiptEvent.ACCEPTED, ReceiptEvent.REFUSED);

  static Standing of(StoreTransaction tx, PartyCode hub, MessageKey message) {
    PartyCode sender = message.from();
    return new Standing(
        hub,
        tx.hubMessages().find(new PartyMessage(sender, message)),
        tx.receipts().of(sender, message),
        tx.now());
  }

  /** Whether the hub has accepted or refused this routing record. */
  boolean settled(Sha256 routing) {
    return receipts.stream()
        .anyMatch(r -> isOurs(r, routing) && SETTLING.contains(r.text().event()));
  }

  /** The hub's ACCEPTED of the routing record that is stored. */
  Optional<ReceiptRow> accepted() {
    return row.flatMap(
        stored ->
            receipts.stream()
                .filter(r -> isOurs(r, stored.routing()))
                .filter(r -> r.text().event() == ReceiptEvent.ACCEPTED)
                .findFirst());
  }

  /** Octets of the content of this routing record that are bound. */
  long bound(Sha256 routing) {
    return row.filter(stored -> stored.routing().equals(routing))
        .flatMap(HubMessageRow::content)
        .map(ref -> ref.length())
        .orElse(0L);
  }

  List<SignedReceipt> signed() {
    return receipts.stream().map(ReceiptRow::signed).toList();
  }

  private boolean isOurs(ReceiptRow receipt, Sha256 routing) {
    return receipt.text().by().equals(hub) && receipt.text().routing().equals(routing);
  }
}
