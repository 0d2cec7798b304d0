package io.cds.crypto.envelope;

import io.cds.api.envelope.Octets;
import io.cds.api.spi.SealRequest;
import io.cds.crypto.algorithm.AesGcm;
import io.cds.crypto.algorithm.KeyAgreementWrap;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.cms.AuthEnvelopedData;
import io.cds.crypto.cms.CertificateId;
import io.cds.crypto.cobblestone.Cobblestone;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes {@code manifest.p7m}, section 7. */
final class ManifestSealer {

  private static final int CEK = 32;

  private final Certificates certificates;

  ManifestSealer(Certificates certificates) {
    this.certificates = certificates;
  }

  byte[] seal(
      byte[] contentKey, byte[] json, List<SealRequest.To> recipients, SecureRandom random) {
    byte[] cek = new byte[CEK];
    byte[] nonce = new byte[AuthEnvelopedData.NONCE];
    random.nextBytes(cek);
    random.nextBytes(nonce);
    byte[] plaintext = Arrays.copyOf(contentKey, Cobblestone.KEY + json.length);
    System.arraycopy(json, 0, plaintext, Cobblestone.KEY, json.length);
    try {
      KeyPair ephemeral = P256.generate(random);
      byte[] sealed = AesGcm.seal(cek, nonce, plaintext);
      int length = sealed.length - AuthEnvelopedData.TAG;
      return new AuthEnvelopedData(
              Octets.of(P256.point(ephemeral.getPublic())),
              wrap(recipients, ephemeral, cek),
              Octets.of(nonce),
              Octets.of(Arrays.copyOf(sealed, length)),
              Octets.of(Arrays.copyOfRange(sealed, length, sealed.length)))
          .octets();
    } finally {
      Arrays.fill(cek, (byte) 0);
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  private List<AuthEnvelopedData.WrappedFor> wrap(
      List<SealRequest.To> recipients, KeyPair ephemeral, byte[] cek) {
    byte[] sharedInfo = AuthEnvelopedData.sharedInfo();
    List<AuthEnvelopedData.WrappedFor> wrapped = new ArrayList<>();
    for (SealRequest.To to : recipients) {
      X509Certificate certificate = certificates.parse(to.key().certificate());
      byte[] key =
          KeyAgreementWrap.wrap(
              ephemeral.getPrivate(), certificate.getPublicKey(), sharedInfo, cek);
      wrapped.add(new AuthEnvelopedData.WrappedFor(CertificateId.of(certificate), Octets.of(key)));
    }
    return wrapped;
  }
}
