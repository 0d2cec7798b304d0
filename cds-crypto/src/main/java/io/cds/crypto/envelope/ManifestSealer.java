package io.cds.crypto.envelope;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.SealRequest;
import io.cds.crypto.algorithm.KemWrap;
import io.cds.crypto.algorithm.KeyAgreementWrap;
import io.cds.crypto.algorithm.KeyTransport;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.cms.AuthEnvelopedData;
import io.cds.crypto.cms.CertificateId;
import io.cds.crypto.cms.GcmContent;
import io.cds.crypto.cms.KemEnvelopedData;
import io.cds.crypto.cobblestone.Cobblestone;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes {@code manifest.p7m}, section 7. */
final class ManifestSealer {

  private static final int CEK = 32;

  private final Certificates certificates;
  private final OutsideRecipients outside;

  ManifestSealer(Certificates certificates, OutsideRecipients outside) {
    this.certificates = certificates;
    this.outside = outside;
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
      demandAllowed(suite, recipients);
      return outer(
          suite == 2 ? inner(plaintext, recipients, random) : plaintext, recipients, random);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  /** To P-256 keys; to an outside certificate only if it was named, and only by suite 1. */
  private void demandAllowed(int suite, List<SealRequest.To> recipients) {
    for (SealRequest.To to : recipients) {
      PublicKey key = certificates.parse(to.key().certificate()).getPublicKey();
      if (!P256.is(key) && (suite != 1 || !isOutside(to))) {
        throw new InvalidEnvelopeException(
            InvalidReason.KEY_TRANSPORT,
            "the OPEN key of ["
                + to.key().party()
                + "] is of ["
                + key.getAlgorithm()
                + "], expected P-256: an outside certificate is sealed to by suite 1 alone, and"
                + " only if the host named it");
      }
    }
  }

  private boolean isOutside(SealRequest.To to) {
    return outside.names(to.key());
  }

  byte[] outer(byte[] plaintext, List<SealRequest.To> recipients, SecureRandom random) {
    byte[] cek = new byte[CEK];
    random.nextBytes(cek);
    try {
      GcmContent content = GcmContent.seal(cek, plaintext, random);
      List<SealRequest.To> agreed = recipients.stream().filter(to -> !isOutside(to)).toList();
      List<AuthEnvelopedData.EncryptedFor> transported = encrypt(recipients, cek, random);
      if (agreed.isEmpty()) {
        return new AuthEnvelopedData(transported, Optional.empty(), List.of(), content).octets();
      }
      KeyPair ephemeral = P256.generate(random);
      return new AuthEnvelopedData(
              transported,
              Optional.of(Octets.of(P256.point(ephemeral.getPublic()))),
              wrap(agreed, ephemeral, cek),
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
      byte[] key =
          KeyAgreementWrap.wrap(
              ephemeral.getPrivate(), certificate.getPublicKey(), sharedInfo, cek);
      wrapped.add(new AuthEnvelopedData.WrappedFor(CertificateId.of(certificate), Octets.of(key)));
    }
    return wrapped;
  }

  private List<AuthEnvelopedData.EncryptedFor> encrypt(
      List<SealRequest.To> recipients, byte[] cek, SecureRandom random) {
    List<AuthEnvelopedData.EncryptedFor> encrypted = new ArrayList<>();
    for (SealRequest.To to : recipients) {
      if (isOutside(to)) {
        X509Certificate certificate = certificates.parse(to.key().certificate());
        byte[] key = KeyTransport.encrypt(certificate.getPublicKey(), cek, random);
        encrypted.add(
            new AuthEnvelopedData.EncryptedFor(CertificateId.of(certificate), Octets.of(key)));
      }
    }
    return encrypted;
  }
}
