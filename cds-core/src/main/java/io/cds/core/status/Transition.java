package io.cds.core.status;

import java.util.Optional;

/**
 * One line of a status table.
 *
 * @param from empty for what is not in CDS yet
 * @param guard what must hold beside the status, in words
 */
public record Transition<S extends Enum<S>, E extends Enum<E>>(
    Optional<S> from, E event, S to, String guard) {}
