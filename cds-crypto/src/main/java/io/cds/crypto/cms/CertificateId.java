package io.cds.crypto.cms;

import io.cds.api.envelope.Octets;
import java.math.BigInteger;
import java.security.cert.X509Certificate;

/**
 * Issuer and serial number of a certificate, the way CMS names it.
 *
 * @param issuer the DER octets of the issuer's name
 * @param serial the serial number
 */
public record CertificateId(Octets issuer, BigInteger serial) {

  /** Issuer and serial number of this certificate. */
  public static CertificateId of(X509Certificate certificate) {
    return new CertificateId(
        Octets.of(certificate.getIssuerX500Principal().getEncoded()),
        certificate.getSerialNumber());
  }

  static CertificateId read(DerReader reader) {
    DerReader id = reader.enter(DerReader.SEQUENCE);
    byte[] issuer = id.element(DerReader.SEQUENCE);
    BigInteger serial = id.integer();
    id.end();
    return new CertificateId(Octets.of(issuer), serial);
  }

  byte[] der() {
    return Der.sequence(issuer.toArray(), Der.integer(serial));
  }
}
