package io.cds.crypto.keys;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.crypto.algorithm.Digests;
import java.io.IOException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/**
 * Writes certificates of the profile, X.509 version 3 in DER.
 *
 * <p>All: P-256 by named curve and uncompressed point, for SIGN_MLDSA ML-DSA-65 and for OPEN_MLKEM
 * ML-KEM-768, for SIGN also an organisation's RSA; signed by ecdsa-with-SHA256; a random serial
 * number of 128 bits; subject and issuer exactly {@code CN=<party>, OU=<use>}, UTF8String, in this
 * order; validity in whole seconds, from 5 minutes before issue. Extensions in this order and no
 * others:
 *
 * <ol>
 *   <li>BasicConstraints, critical: empty; for the root cA true and pathLen 0
 *   <li>KeyUsage, critical: digitalSignature for SIGN, SIGN_MLDSA, TRANSMIT, LOG and RECEIPT;
 *       keyAgreement for OPEN; keyEncipherment for OPEN_MLKEM; keyCertSign for ROOT
 *   <li>SubjectKeyIdentifier: the leftmost 160 bits of the SHA-256 of the key (RFC 7093)
 *   <li>AuthorityKeyIdentifier: the root's, as keyIdentifier alone; the root itself has none
 * </ol>
 *
 * There is no extended key usage: a private one makes OpenSSL refuse the certificate.
 */
final class CertificateProfile {
  private static final int IDENTIFIER = 20;

  /** Validity begins this long before issue: a party's clock may be that much behind (5 min). */
  private static final Duration BEHIND = Duration.ofMinutes(5);

  private static final int ROOT_YEARS = 20;
  private static final int PLACEHOLDER_YEARS = 100;

  private CertificateProfile() {}

  /** A hub's self-signed root of 20 years. */
  static Octets root(KeyPair pair, PartyCode hub, Instant now, SecureRandom random) {
    Instant from = now.minus(BEHIND);
    X500Name name = Certificates.subject(hub, KeyUse.ROOT);
    X509v3CertificateBuilder builder =
        builder(name, name, pair.getPublic(), from, years(from, ROOT_YEARS), random);
    try {
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
          .addExtension(Extension.subjectKeyIdentifier, false, identifier(pair.getPublic()));
      return signed(builder, pair.getPrivate(), random);
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /** A certificate for a party's key, from now to this end. */
  static Octets issued(
      Issuer issuer,
      PartyCode party,
      KeyUse use,
      PublicKey key,
      Instant now,
      Instant end,
      SecureRandom random) {
    Certificate root = Certificates.read(issuer.root());
    Instant from = now.minus(BEHIND);
    X509v3CertificateBuilder builder =
        builder(root.getSubject(), Certificates.subject(party, use), key, from, end, random);
    byte[] above =
        SubjectKeyIdentifier.fromExtensions(root.getTBSCertificate().getExtensions())
            .getKeyIdentifier();
    try {
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
          .addExtension(Extension.keyUsage, true, new KeyUsage(usage(use)))
          .addExtension(Extension.subjectKeyIdentifier, false, identifier(key))
          .addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(above));
      return signed(builder, issuer.key(), random);
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /**
   * What stands beside a pair until its certificate arrives, issued by its own subject; of no use
   * elsewhere.
   */
  static Octets placeholder(
      PublicKey key,
      PrivateKey signer,
      PartyCode party,
      KeyUse use,
      Instant now,
      SecureRandom random) {
    X500Name name = Certificates.subject(party, use);
    X509v3CertificateBuilder builder =
        builder(name, name, key, now, years(now, PLACEHOLDER_YEARS), random);
    return signed(builder, signer, random);
  }

  /** When a certificate ends that is issued now. */
  static Instant end(Instant now) {
    return years(now.minus(BEHIND), 1);
  }

  /** So many years later, to the second. */
  private static Instant years(Instant from, int years) {
    return from.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC).plusYears(years).toInstant();
  }

  private static int usage(KeyUse use) {
    return switch (use) {
      case SIGN, SIGN_MLDSA, TRANSMIT, LOG, RECEIPT -> KeyUsage.digitalSignature;
      case OPEN -> KeyUsage.keyAgreement;
      case OPEN_MLKEM -> KeyUsage.keyEncipherment;
      case ROOT ->
          throw new IllegalArgumentException(
              "Cannot issue a certificate of use [ROOT]: expected a party's use, the root has one");
    };
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer,
      X500Name subject,
      PublicKey key,
      Instant from,
      Instant until,
      SecureRandom random) {
    SubjectPublicKeyInfo info = PrivateKeys.publicInfo(key);
    return new X509v3CertificateBuilder(
        issuer,
        Certificates.serial(random),
        Date.from(from.truncatedTo(ChronoUnit.SECONDS)),
        Date.from(until),
        subject,
        info);
  }

  private static SubjectKeyIdentifier identifier(PublicKey key) {
    byte[] point = PrivateKeys.publicInfo(key).getPublicKeyData().getOctets();
    return new SubjectKeyIdentifier(Arrays.copyOf(Digests.sha256(point), IDENTIFIER));
  }

  private static Octets signed(
      X509v3CertificateBuilder builder, PrivateKey key, SecureRandom random) {
    try {
      return Octets.of(
          builder
              .build(new CertificateSigner(key, random))
              .toASN1Structure()
              .getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw refused(e);
    }
  }

  private static IllegalStateException refused(IOException cause) {
    return new IllegalStateException("Cannot write a certificate: its DER was refused", cause);
  }

  /** Root certificate and its unlocked key. Not a record: a key does not print itself. */
  static final class Issuer {
    private final Octets root;
    private final PrivateKey key;

    Issuer(Octets root, PrivateKey key) {
      this.root = root;
      this.key = key;
    }

    Octets root() {
      return root;
    }

    PrivateKey key() {
      return key;
    }
  }
}
