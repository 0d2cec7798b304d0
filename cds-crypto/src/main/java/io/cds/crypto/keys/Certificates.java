package io.cds.crypto.keys;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.crypto.algorithm.BouncyCastle;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.algorithm.Rsa;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Reads the few parts of a certificate that a vault looks at. */
final class Certificates {
  private static final int SERIAL = 128;

  private Certificates() {}

  /** The subject of a party's key: {@code CN=party, OU=use}, both UTF8String, in this order. */
  static X500Name subject(PartyCode party, KeyUse use) {
    return new X500Name(
        new RDN[] {
          new RDN(BCStyle.CN, new DERUTF8String(party.value())),
          new RDN(BCStyle.OU, new DERUTF8String(use.name()))
        });
  }

  /** 128 random bits, never zero. */
  static BigInteger serial(SecureRandom random) {
    return new BigInteger(SERIAL, random).max(BigInteger.ONE);
  }

  /** The certificate of these octets. @throws IllegalArgumentException when they are none */
  static Certificate read(Octets der) {
    byte[] octets = der.toArray();
    try {
      Certificate certificate = Certificate.getInstance(octets);
      if (Octets.of(certificate.getEncoded(ASN1Encoding.DER)).equals(der)) {
        return certificate;
      }
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle's parser throws what it meets.
      throw unreadable(der, e);
    }
    throw unreadable(der, new IOException("its octets are not DER"));
  }

  private static IllegalArgumentException unreadable(Octets der, Exception cause) {
    return new IllegalArgumentException(
        "a certificate of [" + der + "] cannot be read, expected X.509 in DER", cause);
  }

  /** Its key. @throws IllegalArgumentException when it is of none of this vault's kinds */
  static PublicKey publicKey(Octets der) {
    return publicKey(read(der).getSubjectPublicKeyInfo());
  }

  /** The kind of its key. */
  static KeyKind kind(Octets der) {
    return KeyKind.of(read(der).getSubjectPublicKeyInfo().getAlgorithm());
  }

  /**
   * A key of this vault's kinds, of P-256 by named curve and uncompressed point. @throws
   * IllegalArgumentException if not
   */
  static PublicKey publicKey(SubjectPublicKeyInfo info) {
    KeyKind kind = KeyKind.of(info.getAlgorithm());
    if (kind == KeyKind.P256_KEY) {
      return P256.key(info.getPublicKeyData().getOctets());
    }
    try {
      PublicKey key =
          KeyFactory.getInstance(kind.factory(), BouncyCastle.provider())
              .generatePublic(new X509EncodedKeySpec(info.getEncoded(ASN1Encoding.DER)));
      if (kind == KeyKind.RSA && !Rsa.is(key)) {
        throw new IllegalArgumentException("it is of another size or exponent");
      }
      return key;
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      // Bouncy Castle's parser throws what it meets.
      throw new IllegalArgumentException("the key is no key of " + kind.text(), e);
    }
  }

  /** Whether the certificate only stands in until the hub's arrives: issued by its own subject. */
  static boolean isPlaceholder(Octets der) {
    Certificate certificate = read(der);
    return certificate.getIssuer().equals(certificate.getSubject());
  }

  /** Whether the certificate says that its key is this party's for this use. */
  static boolean isFor(Octets der, PartyCode party, KeyUse use) {
    return read(der).getSubject().equals(subject(party, use));
  }
}
