package io.cds.api.envelope;

import io.cds.api.ContentRef;
import io.cds.api.MessageId;
import java.util.List;
import java.util.Optional;

/**
 * One message's entries in a .zip.
 *
 * @param head absent where only receipts travel
 * @param content where the reader's stage put it; absent with receipts alone, or a head alone
 */
public record ZipGroup(
    MessageId id,
    Optional<EnvelopeHead> head,
    Optional<ContentRef> content,
    List<SignedReceipt> receipts) {
  /** Copies. */
  public ZipGroup {
    receipts = List.copyOf(receipts);
  }
}
