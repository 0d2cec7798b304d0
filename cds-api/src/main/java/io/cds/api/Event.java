package io.cds.api;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of the history: every status change writes one in its own transaction.
 *
 * @param sequence rises within the party, without meaning otherwise
 * @param what a stable word such as {@code CONFIRMED}, {@code ATTEMPT_FAILED}, {@code RECEIPT}
 * @param recipient the delivery that it concerns, if one
 * @param from the status before, if it changed
 * @param to the status after, if it changed; for {@code RECEIPT} what the receipt testifies
 * @param actor the user, or {@code -} for unattended work
 * @param problem the code of the problem, if one
 */
public record Event(
    long sequence,
    Instant at,
    Direction direction,
    MessageKey message,
    String what,
    Optional<PartyCode> recipient,
    Optional<String> from,
    Optional<String> to,
    String actor,
    Optional<Problem> problem) {}
