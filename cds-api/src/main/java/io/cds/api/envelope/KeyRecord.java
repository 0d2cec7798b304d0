package io.cds.api.envelope;

import io.cds.api.PartyCode;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * All keys of a party, signed by its own SIGN key: as long as it counts, by one that stood in the
 * record before, so that whoever knows that one knows that these are the same party's.
 *
 * @param counter never falls, so that a directory cannot go back
 * @param epoch the installation that TRANSMIT and SIGN belong to, from 1
 * @param suites suites that the party can open, such as 1
 * @param compressions what the party can expand; {@code NONE} and {@code DEFLATE} always
 * @param requiredSuite the least suite that the party demands of senders; 1 demands nothing
 */
public record KeyRecord(
    Sha256 net,
    PartyCode party,
    long counter,
    int epoch,
    Instant at,
    List<PartyKey> keys,
    Set<Integer> suites,
    Set<Compression> compressions,
    int requiredSuite) {
  /** Copies. */
  public KeyRecord {
    keys = List.copyOf(keys);
    suites = Set.copyOf(suites);
    compressions = Set.copyOf(compressions);
  }
}
