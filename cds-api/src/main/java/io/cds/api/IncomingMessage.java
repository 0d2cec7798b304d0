package io.cds.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An incoming message as a desk shows it.
 *
 * @param opened heading and attachments; present from DECRYPTED on
 * @param acceptedAt the hub's signed time, which decides deadlines; absent when it came by .zip
 *     before the hub had it
 * @param lastProblem why opening or importing failed, with its cure
 */
public record IncomingMessage(
    MessageKey key,
    IncomingStatus status,
    Role role,
    Optional<OpenedHeading> opened,
    Instant arrivedAt,
    Optional<Instant> acceptedAt,
    Optional<Problem> lastProblem,
    boolean test) {
  /** What is known of a message once it was opened. */
  public record OpenedHeading(Heading heading, List<AttachmentView> attachments) {
    /** Copies. */
    public OpenedHeading {
      attachments = List.copyOf(attachments);
    }
  }
}
