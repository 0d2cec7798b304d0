package io.cds.api.envelope;

import io.cds.api.PartyCode;
import java.time.Instant;
import java.util.List;

/**
 * What a party asks the hub's certificate authority for: certificates for SIGN, OPEN and TRANSMIT
 * (and LOG); in a move without OPEN, which moves along.
 *
 * @param epoch that of the party's key record, or one more: then the keys of earlier epochs end
 */
public record KeyRequest(
    Sha256 net, PartyCode party, int epoch, Instant at, List<RequestedKey> keys) {
  /** Copies. */
  public KeyRequest {
    keys = List.copyOf(keys);
  }
}
