package io.cds.testkit.simulation;

import io.cds.api.PartyCode;
import io.cds.api.store.Store;
import java.time.Clock;

/** Opens the stores of a history. Implemented by whoever wants to see its own store in it. */
@FunctionalInterface
public interface Stores {
  /**
   * An empty store for a party, or for the hub. It is asked for once a party and history, lives
   * through every death of the party's process, and is closed when the history is over.
   *
   * @param clock what the store's time must go by: the history's, as this party's machine shows it
   * @throws Exception ends the history
   */
  Store open(PartyCode party, Clock clock) throws Exception;
}
