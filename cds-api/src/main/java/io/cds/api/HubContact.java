package io.cds.api;

import java.time.Instant;
import java.util.Optional;

/**
 * How the last transmissions met the hub. Kept in the store, so every process over it tells the
 * same.
 *
 * @param waiting whether unattended transmissions call nobody before {@code next}: after three
 *     failures in a row, or where the hub asked for it (Retry-After)
 * @param failures transmissions in a row that could not call the hub; 0 if the last one could
 * @param problem why, of the last that could not
 * @param next when the hub is called again unattended, by the client's clock
 */
public record HubContact(
    boolean waiting, int failures, Optional<Problem> problem, Optional<Instant> next) {
  /** The last transmission met the hub, or there was none yet. */
  public static final HubContact GOOD =
      new HubContact(false, 0, Optional.empty(), Optional.empty());
}
