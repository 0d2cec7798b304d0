package io.cds.api.envelope;

import io.cds.api.PartyCode;
import java.util.List;

/**
 * What the certificate authority answers: a certificate per requested key, and the hub's identity.
 *
 * @param request SHA-256 of the octets of the request, of a renewal as it was signed
 */
public record IssuedKeys(HubIdentity hub, PartyCode party, Sha256 request, List<PartyKey> keys) {
  /** Copies. */
  public IssuedKeys {
    keys = List.copyOf(keys);
  }
}
