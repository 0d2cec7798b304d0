package io.cds.api.spi;

import io.cds.api.MessageKey;
import io.cds.api.Problem;
import io.cds.api.envelope.SignedReceipt;
import java.util.List;
import java.util.Optional;

/**
 * What the hub says to an offered envelope.
 *
 * @param durable octets of the content that the hub holds for good: the sender goes on from here
 * @param receipts all receipts stored for this message; with ACCEPTED or REFUSED among them nothing
 *     is left to send
 * @param problem why the hub could not take it now; transient
 */
public record Offer(
    MessageKey key, long durable, List<SignedReceipt> receipts, Optional<Problem> problem) {
  /** Copies. */
  public Offer {
    receipts = List.copyOf(receipts);
  }
}
