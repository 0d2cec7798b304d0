package io.cds.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An outgoing message as a desk shows it.
 *
 * @param status that of its least advanced recipient, in this order: READY, PROCESSING, SEND_FAIL,
 *     EXPIRED, SENT, RECEIVED; PROCESSING again while it is resent
 * @param deliveries one per recipient, sorted by party
 * @param attempts transmissions tried since it was last set to PROCESSING
 * @param lastProblem why the last attempt failed, with its cure; stands until the next success
 */
public record OutgoingMessage(
    MessageKey key,
    OutgoingStatus status,
    Heading heading,
    List<AttachmentView> attachments,
    List<Delivery> deliveries,
    String owner,
    Instant createdAt,
    int attempts,
    Optional<Problem> lastProblem,
    boolean exported,
    boolean test) {}
