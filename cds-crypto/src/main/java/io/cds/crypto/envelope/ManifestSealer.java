package io.cds.crypto.envelope;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.SealRequest;
import io.cds.crypto.algorithm.KemWrap;
import io.cds.crypto.algorithm.KeyAgreementWrap;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.cms.AuthEnvelopedData;
import io.cds.crypto.cms.CertificateId;
import io.cds.crypto.cms.GcmContent;
import io.cds.crypto.cms.KemEnvelopedData;
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

  /** To the recipients' OPEN keys; with suite 2 to their OPEN_MLKEM keys first, and that again. */
  byte[] seal(
      int suite,
      byte[] contentKey,
      byte[] json,
      List<SealRequest.To> recipients,
      SecureRandom random) {
    byte[] plaintext = Arrays.copyOf(contentKey, Cobblestone.KEY + json.length);
    System.arraycopy(json, 0, plaintext, Cobblestone.KEY, json.length);
    try {
      return outer(
          suite == 2 ? inner(plaintext, recipients, random) : plaintext, recipients, random);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  byte[] outer(byte[] plaintext, List<SealRequest.To> recipients, SecureRandom random) {
    byte[] cek = new byte[CEK];
    random.nextBytes(cek);
    try {
      GcmContent content = GcmContent.seal(cek, plaintext, random);
      KeyPair ephemeral = P256.generate(random);
      return new AuthEnvelopedData(
              Octets.of(P256.point(ephemeral.getPublic())),
              wrap(recipients, ephemeral, cek),
              content)
          .octets();
    } finally {
      Arrays.fill(cek, (byte) 0);
    }
  }

  private byte[] inner(byte[] plaintext, List<SealRequest.To> recipients, SecureRandom random) {
    byte[] cek = new byte[CEK];
    random.nextBytes(cek);
    try {
      GcmContent content = GcmContent.seal(cek, plaintext, random);
      byte[] info = KemEnvelopedData.otherInfo();
      List<KemEnvelopedData.EncapsulatedFor> wrapped = new ArrayList<>();
      for (SealRequest.To to : recipients) {
        X509Certificate certificate = certificates.parse(to.mlkem().orElseThrow().certificate());
        KemWrap.Wrapped key = KemWrap.wrap(certificate.getPublicKey(), info, cek, random);
        wrapped.add(
            new KemEnvelopedData.EncapsulatedFor(
                CertificateId.of(certificate),
                Octets.of(key.ciphertext()),
                Octets.of(key.wrapped())));
      }
      return new KemEnvelopedData(wrapped, content).octets();
    } finally {
      Arrays.fill(cek, (byte) 0);
    }
  }

  private List<AuthEnvelopedData.WrappedFor> wrap(
      List<SealRequest.To> recipients, KeyPair ephemeral, byte[] cek) {
    byte[] sharedInfo = AuthEnvelopedData.sharedInfo();
    List<AuthEnvelopedData.WrappedFor> wrapped = new ArrayList<>();
    for (SealRequest.To to : recipients) {
      X509Certificate certificate = certificates.parse(to.key().certificate());
      if (!P256.is(certificate.getPublicKey())) {
        throw new InvalidEnvelopeException(
            InvalidReason.KEY_TRANSPORT,
            "the OPEN key of ["
                + to.key().party()
                + "] is of ["
                + certificate.getPublicKey().getAlgorithm()
                + "], expected P-256: nothing is sealed to an outside certificate");
      }
      byte[] key =
          KeyAgreementWrap.wrap(
              ephemeral.getPrivate(), certificate.getPublicKey(), sharedInfo, cek);
      wrapped.add(new AuthEnvelopedData.WrappedFor(CertificateId.of(certificate), Octets.of(key)));
    }
    return wrapped;
  }
}
