package io.cds.testkit.network;

import io.cds.api.KeyAccess;
import io.cds.api.PartyCode;
import io.cds.api.spi.CertificateAuthority;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyVault;

/** What a network seals and signs with. Implemented by tests, over real or pretended keys. */
public interface Cryptography {
  /** A codec; all parties may share one. */
  EnvelopeCodec codec();

  /** An empty vault for this party. */
  KeyVault vault(PartyCode party);

  /** The hub's root. */
  CertificateAuthority authority();

  /** Unlocks SIGN and OPEN keys. */
  KeyAccess person();

  /** Unlocks TRANSMIT, LOG and RECEIPT keys, the at-rest key. */
  KeyAccess machine();

  /** Unlocks the root's key. */
  KeyAccess root();
}
