package io.cds.testkit.simulation;

import io.cds.api.PartyCode;
import io.cds.api.spi.Transport;

/**
 * Puts something into the way between a party and the hub. Implemented by whoever wants to see its
 * own transport, or what it puts around one, in a history.
 */
@FunctionalInterface
public interface Ways {
  /**
   * The way of this party; asked for once a party and history. The faults of the history lie
   * between the party and this way.
   *
   * @param straight to the hub, in the same JVM and without faults; also while a hub is restarted
   */
  Transport way(PartyCode party, Transport straight);
}
