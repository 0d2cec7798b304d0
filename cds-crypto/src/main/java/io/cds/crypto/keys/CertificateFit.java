package io.cds.crypto.keys;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyRef;
import org.jspecify.annotations.Nullable;

/** Whether a certificate may stand beside a key. */
final class CertificateFit {
  private CertificateFit() {}

  /**
   * Whether this one may take the place of what is held.
   *
   * @param held the key's placeholder, or a certificate that it has already
   * @throws InvalidEnvelopeException {@code CERTIFICATE} if not
   */
  static void demand(KeyRef ref, Octets held, Octets certificate) {
    String fault;
    try {
      if (!Certificates.isPlaceholder(held)) {
        fault = "the key has another certificate already, expected a fresh pair for a new one";
      } else if (Certificates.isPlaceholder(certificate)) {
        fault = "the certificate is self-signed, expected one that the hub's root issued";
      } else if (!Certificates.isFor(certificate, ref.party(), ref.use())) {
        fault = "its subject is not CN=" + ref.party() + ", OU=" + ref.use();
      } else if (!Certificates.publicKey(certificate).equals(Certificates.publicKey(held))) {
        fault = "it certifies another public key";
      } else {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw refused(ref, String.valueOf(e.getMessage()), e);
    }
    throw refused(ref, fault, null);
  }

  private static InvalidEnvelopeException refused(
      KeyRef ref, String fault, @Nullable Throwable cause) {
    return new InvalidEnvelopeException(
        InvalidReason.CERTIFICATE,
        "Cannot install a certificate beside key [" + ref.name() + "]: " + fault,
        cause);
  }
}
