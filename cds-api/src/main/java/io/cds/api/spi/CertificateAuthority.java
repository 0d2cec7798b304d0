package io.cds.api.spi;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import java.time.Instant;

/**
 * The hub's root: issues certificates of one year and does nothing else. Its key is neither the
 * receipt key nor kept on nodes that serve mail. Implemented by cds-crypto.
 */
public interface CertificateAuthority extends Provider, AutoCloseable {
  /** The root certificate, DER. */
  Octets root();

  /**
   * Issues a certificate for a PKCS#10 request after checking its proof of possession, key type and
   * size. Subject and use come from the arguments, never from the request.
   *
   * @param now time of issue; validity begins no later, may begin 5 minutes before so that a party
   *     whose clock is behind can use the certificate at once, and lasts one year
   */
  Octets issue(PartyCode party, KeyUse use, Octets request, Instant now, KeyAccess access);

  @Override
  void close();
}
