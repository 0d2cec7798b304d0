package io.cds.api.envelope;

import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import java.time.Instant;
import java.util.Optional;

/**
 * What a receipt says.
 *
 * @param from sender of the message
 * @param routing digest of the routing record that it is about
 * @param at when, by the signer's store
 * @param by the party that testifies
 * @param code present exactly with REFUSED
 */
public record ReceiptText(
    Sha256 net,
    MessageId id,
    PartyCode from,
    Sha256 routing,
    ReceiptEvent event,
    Instant at,
    PartyCode by,
    Optional<RefusalCode> code) {
  /** The message that it is about. */
  public MessageKey key() {
    return new MessageKey(from, id);
  }
}
