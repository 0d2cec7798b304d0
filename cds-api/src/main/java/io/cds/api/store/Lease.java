package io.cds.api.store;

import java.time.Instant;

/**
 * A time-limited exclusive claim on a piece of work.
 *
 * @param token rises with every lease of this piece: fences a holder that was frozen past {@code
 *     until}
 * @param attempts how often it was leased before without completion
 */
public record Lease(WorkKey work, long token, Instant until, int attempts) {}
