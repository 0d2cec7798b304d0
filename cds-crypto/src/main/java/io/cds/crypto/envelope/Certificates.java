package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CERTIFICATE;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import io.cds.crypto.algorithm.BouncyCastle;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parses certificates and keeps the latest ones, because the same few return with every message.
 */
final class Certificates {

  private static final int KEPT = 1_000;

  private final Map<Octets, X509Certificate> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Octets, X509Certificate> eldest) {
          return size() > KEPT;
        }
      };

  /** The certificate of these octets, which must be its DER and nothing more. */
  X509Certificate parse(Octets der) {
    synchronized (kept) {
      X509Certificate known = kept.get(der);
      if (known != null) {
        return known;
      }
    }
    X509Certificate parsed = read(der.toArray());
    synchronized (kept) {
      kept.put(der, parsed);
    }
    return parsed;
  }

  private static X509Certificate read(byte[] der) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509", BouncyCastle.provider());
      X509Certificate certificate =
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
      if (certificate != null && Arrays.equals(certificate.getEncoded(), der)) {
        certificate.getPublicKey();
        return certificate;
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new InvalidEnvelopeException(CERTIFICATE, "octets are no X.509 certificate", e);
    }
    throw new InvalidEnvelopeException(CERTIFICATE, "octets are not exactly one X.509 certificate");
  }
}
