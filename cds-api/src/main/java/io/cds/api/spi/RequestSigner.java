package io.cds.api.spi;

import io.cds.api.envelope.Sha256;
import java.time.Clock;

/**
 * Signs a transport's requests with the party's present TRANSMIT key. Handed to transports by the
 * engine.
 */
public interface RequestSigner {
  /**
   * SHA-256 of the TRANSMIT certificate. @throws io.cds.api.CdsException {@code NOT_REGISTERED}
   * while there is none
   */
  Sha256 keyId();

  /** ECDSA P-256 with SHA-256, 64 octets r ‖ s. */
  byte[] sign(byte[] data);

  /** The clock to stamp requests by. */
  Clock clock();
}
