package io.cds.api.store;

import io.cds.api.ContentRef;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * Hub role: a message in its sender's partition.
 *
 * @param party the sender
 * @param staging where its content is staged until it is whole
 * @param content once every octet is here; it is accepted once the hub's receipt lies beside it
 */
public record HubMessageRow(
    PartyCode party,
    MessageId id,
    EnvelopeHead head,
    Sha256 routing,
    Instant expires,
    ContentKey staging,
    Optional<ContentRef> content,
    long version) {
  /** What identifies the message. */
  public MessageKey key() {
    return new MessageKey(party, id);
  }
}
