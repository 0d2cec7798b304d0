package io.cds.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message that was opened and checked whole.
 *
 * @param attachments read from the store when they are opened, each by itself and with random
 *     access: in a handler or later, as long as the client is open
 * @param idempotencyKey the same for every delivery of this message: for hosts without a shared
 *     transaction
 */
public record OpenedMessage(
    MessageKey key,
    Role role,
    Heading heading,
    List<Attachment> attachments,
    Instant sealedAt,
    Optional<Instant> acceptedAt,
    String idempotencyKey,
    boolean test) {
  /** Copies. */
  public OpenedMessage {
    attachments = List.copyOf(attachments);
  }
}
