package io.cds.testkit.memory;

import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.store.States;
import java.util.Optional;

/** Small named values. */
record MemoryStates(Table<Tables.StateKey, Octets> table, Journal journal) implements States {
  private static final int MOST = 64 * 1024;

  @Override
  public Optional<Octets> find(PartyCode party, String name) {
    return table.find(journal, new Tables.StateKey(party, name));
  }

  @Override
  public void put(PartyCode party, String name, Octets value) {
    if (value.length() > MOST) {
      throw new IllegalArgumentException(
          "State ["
              + name
              + "] of ["
              + value.length()
              + "] octets; expected at most ["
              + MOST
              + "]: keep larger things as content");
    }
    table.put(journal, new Tables.StateKey(party, name), value);
  }
}
