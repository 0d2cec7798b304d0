package io.cds.crypto.keys;

import io.cds.api.envelope.Octets;
import io.cds.crypto.algorithm.BouncyCastle;
import io.cds.crypto.algorithm.P256;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;

/** Private and secret keys as PKCS#8 octets, version 1 (OpenSSL 3.0 reads no version 2). */
final class PrivateKeys {
  static final AlgorithmIdentifier P256_KEY =
      new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, X9ObjectIdentifiers.prime256v1);
  private static final AlgorithmIdentifier AES256 =
      new AlgorithmIdentifier(NISTObjectIdentifiers.aes);

  /** Octets of a secret key. */
  static final int SECRET = 32;

  private PrivateKeys() {}

  /** The public key as X.509 has it: named curve, uncompressed point. */
  static SubjectPublicKeyInfo publicInfo(PublicKey key) {
    return new SubjectPublicKeyInfo(P256_KEY, P256.point(key));
  }

  /** PKCS#8 of a pair; the caller wipes it. */
  static byte[] pkcs8(KeyPair pair) {
    try {
      return new PrivateKeyInfo(
              P256_KEY,
              new org.bouncycastle.asn1.sec.ECPrivateKey(
                  256,
                  ((ECPrivateKey) pair.getPrivate()).getS(),
                  new DERBitString(P256.point(pair.getPublic())),
                  null))
          .getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot encode a private key: its DER was refused", e);
    }
  }

  /** The P-256 key of PKCS#8 octets. @throws IOException when they are none */
  static PrivateKey privateKey(byte[] pkcs8) throws IOException {
    try {
      return KeyFactory.getInstance("EC", BouncyCastle.provider())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IOException("a key is no P-256 key in PKCS#8", e);
    }
  }

  /** PKCS#8 around secret octets, the way the JDK keeps AES keys in PKCS#12. */
  static byte[] pkcs8(byte[] secret) {
    try {
      return new PrivateKeyInfo(AES256, new DEROctetString(secret)).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot encode a secret key: its DER was refused", e);
    }
  }

  /**
   * The secret octets back again; the caller wipes them. @throws IOException when there are none
   */
  static byte[] secret(byte[] pkcs8) throws IOException {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(pkcs8);
      return ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
    } catch (RuntimeException e) {
      throw new IOException("a key is no secret key in PKCS#8", e);
    }
  }

  /**
   * Whether these octets are a key: the private one of this certificate, or a secret one where
   * there is no certificate.
   */
  static boolean belongs(byte[] pkcs8, Optional<Octets> certificate) {
    try {
      if (certificate.isEmpty()) {
        byte[] secret = secret(pkcs8);
        wipe(secret);
        return secret.length == SECRET;
      }
      BigInteger number = ((ECPrivateKey) privateKey(pkcs8)).getS();
      ECNamedCurveParameterSpec curve = ECNamedCurveTable.getParameterSpec("P-256");
      byte[] point = curve.getG().multiply(number).getEncoded(false);
      return Arrays.equals(point, P256.point(Certificates.publicKey(certificate.get())));
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Wipes. */
  static void wipe(byte[] octets) {
    Arrays.fill(octets, (byte) 0);
  }
}
