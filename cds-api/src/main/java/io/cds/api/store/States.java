package io.cds.api.store;

import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import java.util.Optional;

/** Small named values of a party, such as the cursor of its mailbox; at most 64 KiB each. */
public interface States {
  /** The value. */
  Optional<Octets> find(PartyCode party, String name);

  /** Sets it. */
  void put(PartyCode party, String name, Octets value);
}
