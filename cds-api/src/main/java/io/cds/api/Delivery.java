package io.cds.api;

import java.time.Instant;
import java.util.Optional;

/**
 * One recipient's part of an outgoing message.
 *
 * @param status READY, PROCESSING, SEND_FAIL, EXPIRED, SENT or RECEIVED
 * @param refusal the code of the recipient's signed refusal, if there is one
 */
public record Delivery(
    PartyCode recipient,
    Role role,
    OutgoingStatus status,
    Optional<Instant> openedAt,
    Optional<String> refusal) {}
