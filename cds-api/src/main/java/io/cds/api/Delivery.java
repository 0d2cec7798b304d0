package io.cds.api;

import java.time.Instant;
import java.util.Optional;

/**
 * One recipient's part of an outgoing message.
 *
 * @param status PROCESSING, SENT, RECEIVED, SEND_FAIL, RECALLED or EXPIRED
 * @param refusal the code of the recipient's signed refusal, if there is one
 */
public record Delivery(
    PartyCode recipient,
    Role role,
    OutgoingStatus status,
    Optional<Instant> openedAt,
    Optional<String> refusal) {}
