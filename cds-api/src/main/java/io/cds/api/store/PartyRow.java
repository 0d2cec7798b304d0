package io.cds.api.store;

import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import java.time.Instant;
import java.util.Optional;

/**
 * A party as the owner of this directory knows it.
 *
 * @param record its own-signed key record; absent at the hub before it was published
 * @param counter that of the record; -1 without one
 * @param until until when this counts at a client; far in the future at the hub
 */
public record PartyRow(
    PartyCode owner,
    PartyCode party,
    String name,
    String chineseName,
    Optional<Octets> record,
    long counter,
    Instant until,
    long version) {
  /** Key: whose directory, and the party. */
  public record Key(PartyCode owner, PartyCode party) {}
}
