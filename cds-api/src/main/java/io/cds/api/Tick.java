package io.cds.api;

import java.time.Instant;
import java.util.Optional;

/**
 * What one {@link CdsClient#tick} did, and when the next one is worth its call.
 *
 * @param report of the transmission, if one was due
 * @param next by the client's clock; not after now if there is more to do at once. Earlier calls do
 *     no harm, later ones only come late.
 */
public record Tick(Optional<TransmissionReport> report, Instant next) {}
