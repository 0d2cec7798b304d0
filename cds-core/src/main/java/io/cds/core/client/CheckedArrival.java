package io.cds.core.client;

import io.cds.api.MessageKey;
import io.cds.api.Role;
import io.cds.api.envelope.CheckedRouting;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Sha256;
import io.cds.api.store.ReceiptRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An envelope for this party whose head was checked.
 *
 * @param accepted the hub's receipt, if it came along
 * @param dropped why receipts that came along do not count
 */
record CheckedArrival(
    EnvelopeHead head,
    CheckedRouting checked,
    Role role,
    Optional<ReceiptRow> accepted,
    List<InvalidReason> dropped) {
  MessageKey key() {
    return checked.routing().key();
  }

  Sha256 routing() {
    return checked.digest();
  }

  Extent content() {
    return checked.routing().content();
  }

  Optional<Instant> acceptedAt() {
    return accepted.map(receipt -> receipt.text().at());
  }
}
