package io.cds.api.spi;

import io.cds.api.MessageKey;
import io.cds.api.Source;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.SignedReceipt;
import java.util.List;
import java.util.Optional;

/**
 * Something that waits in a mailbox: an envelope for this party (with the hub's ACCEPTED receipt),
 * or receipts for a message that it sent.
 *
 * @param key the message
 * @param head present for an envelope
 * @param contentLength octets of the content; 0 without a head
 * @param content present if the content came along (at most 1 MiB)
 * @param receipts ACCEPTED for an envelope; recipients' receipts otherwise
 */
public record Waiting(
    MessageKey key,
    Optional<EnvelopeHead> head,
    long contentLength,
    Optional<Source> content,
    List<SignedReceipt> receipts) {
  /** Copies. */
  public Waiting {
    receipts = List.copyOf(receipts);
  }
}
