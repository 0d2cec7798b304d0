package io.cds.crypto.envelope;

import io.cds.api.KeyUse;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.crypto.algorithm.BouncyCastle;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.algorithm.P256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** A root whose certificates are the same octets every time. */
final class TestAuthority {

  static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant TO = Instant.parse("2027-01-01T00:00:00Z");

  private final SecureRandom random;
  private final X500Name name;
  private final KeyPair pair;
  private final Octets root;

  TestAuthority(String name, SecureRandom random) {
    this.random = random;
    this.name = new X500Name("CN=" + name);
    this.pair = P256.generate(random);
    this.root = build(this.name, pair.getPublic(), FROM, TO, KeyUsage.keyCertSign, true);
  }

  /** The private key of the root, which signs certificates that it should not. */
  PrivateKey key() {
    return pair.getPrivate();
  }

  Octets root() {
    return root;
  }

  Sha256 net() {
    return Digests.digest(root);
  }

  Octets issue(String party, KeyUse use, PublicKey key) {
    return issue(party, use, key, FROM, TO);
  }

  Octets issue(String party, KeyUse use, PublicKey key, Instant from, Instant to) {
    return build(new X500Name("CN=" + party + ",OU=" + use), key, from, to, usage(use), false);
  }

  private static int usage(KeyUse use) {
    return switch (use) {
      case OPEN -> KeyUsage.keyAgreement;
      case OPEN_MLKEM -> KeyUsage.keyEncipherment;
      default -> KeyUsage.digitalSignature;
    };
  }

  Octets issue(String subject, PublicKey key, int usage) {
    return build(new X500Name(subject), key, FROM, TO, usage, false);
  }

  /** The certificate of an authority below this one. */
  Octets authority(PublicKey key, int usage) {
    return build(new X500Name("CN=below"), key, FROM, TO, usage, true);
  }

  private Octets build(
      X500Name subject, PublicKey key, Instant from, Instant to, int usage, boolean authority) {
    try {
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              new BigInteger(120, random).setBit(119),
              Date.from(from),
              Date.from(to),
              subject,
              key);
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      if (authority) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      }
      return Octets.of(builder.build(new DeterministicSigner(pair.getPrivate())).getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A PKCS#10 request that proves possession of a pair. */
  static Octets request(String subject, KeyPair pair) {
    try {
      return Octets.of(
          new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), pair.getPublic())
              .build(new DeterministicSigner(pair.getPrivate()))
              .getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** ECDSA by RFC 6979, for octets that never change. */
  static byte[] sign(PrivateKey key, byte[] octets) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDDSA", BouncyCastle.provider());
      signature.initSign(key);
      signature.update(octets);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class DeterministicSigner implements ContentSigner {
    private final PrivateKey key;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    DeterministicSigner(PrivateKey key) {
      this.key = key;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    }

    @Override
    public OutputStream getOutputStream() {
      return octets;
    }

    @Override
    public byte[] getSignature() {
      return sign(key, octets.toByteArray());
    }
  }
}
