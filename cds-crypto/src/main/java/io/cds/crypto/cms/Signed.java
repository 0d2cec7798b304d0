package io.cds.crypto.cms;

import io.cds.api.envelope.Sha256;
import io.cds.api.spi.SignatureScheme;
import java.time.Instant;

/** Who signed, when, how and which octets: what is needed to judge a signature. */
public interface Signed {

  /** SHA-256 of the signer's certificate: the key is looked up by this alone. */
  Sha256 certificate();

  /** Issuer and serial number, which must be those of that certificate. */
  CertificateId signer();

  /** The signing time, in whole seconds. */
  Instant signingTime();

  /** How it was signed. */
  SignatureScheme scheme();

  /** The octets that the signature covers: the DER of the signed attributes as a SET OF. */
  byte[] signedAttributes();

  /** The signature. */
  byte[] signature();
}
