package io.cds.crypto.keys;

import io.cds.api.envelope.Octets;
import io.cds.crypto.algorithm.BouncyCastle;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.algorithm.Rsa;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;
import org.bouncycastle.jcajce.interfaces.MLKEMPrivateKey;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;

/** Private and secret keys as PKCS#8 octets, version 1 (OpenSSL 3.0 reads no version 2). */
final class PrivateKeys {
  private static final AlgorithmIdentifier AES256 =
      new AlgorithmIdentifier(NISTObjectIdentifiers.aes);

  /** Octets of a secret key. */
  static final int SECRET = 32;

  private PrivateKeys() {}

  /** The public key as X.509 has it; of P-256 by named curve and as an uncompressed point. */
  static SubjectPublicKeyInfo publicInfo(PublicKey key) {
    return P256.is(key)
        ? new SubjectPublicKeyInfo(KeyKind.P256_KEY.algorithm(), P256.point(key))
        : SubjectPublicKeyInfo.getInstance(key.getEncoded());
  }

  /** PKCS#8 of a pair, of the newer kinds as their seed alone; the caller wipes it. */
  static byte[] pkcs8(KeyPair pair) {
    try {
      PrivateKey key = pair.getPrivate();
      if (key instanceof MLDSAPrivateKey mldsa) {
        return seed(KeyKind.ML_DSA_65, mldsa.getSeed());
      }
      if (key instanceof MLKEMPrivateKey mlkem) {
        return seed(KeyKind.ML_KEM_768, mlkem.getSeed());
      }
      if (key instanceof RSAPrivateCrtKey rsa) {
        return new PrivateKeyInfo(KeyKind.RSA.algorithm(), Rsa.numbers(rsa))
            .getEncoded(ASN1Encoding.DER);
      }
      return new PrivateKeyInfo(
              KeyKind.P256_KEY.algorithm(),
              new org.bouncycastle.asn1.sec.ECPrivateKey(
                  256,
                  ((ECPrivateKey) key).getS(),
                  new DERBitString(P256.point(pair.getPublic())),
                  null))
          .getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot encode a private key: its DER was refused", e);
    }
  }

  /** The choice {@code seed [0]} of RFC 9881 and RFC 9935. */
  private static byte[] seed(KeyKind kind, byte[] seed) throws IOException {
    try {
      return new PrivateKeyInfo(
              kind.algorithm(), new DERTaggedObject(false, 0, new DEROctetString(seed)))
          .getEncoded(ASN1Encoding.DER);
    } finally {
      wipe(seed);
    }
  }

  /** The key of PKCS#8 octets. @throws IOException when they are none of this vault's kinds */
  static PrivateKey privateKey(byte[] pkcs8) throws IOException {
    try {
      KeyKind kind = KeyKind.of(PrivateKeyInfo.getInstance(pkcs8).getPrivateKeyAlgorithm());
      return KeyFactory.getInstance(kind.factory(), BouncyCastle.provider())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IOException("a key is no key of this vault's kinds in PKCS#8", e);
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
      return isOf(privateKey(pkcs8), certificate.get());
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether it is the private key of this certificate. */
  static boolean isOf(PrivateKey key, Octets certificate) {
    return Certificates.publicKey(certificate).equals(publicKey(key));
  }

  private static PublicKey publicKey(PrivateKey key) {
    if (key instanceof MLDSAPrivateKey mldsa) {
      return mldsa.getPublicKey();
    }
    if (key instanceof MLKEMPrivateKey mlkem) {
      return mlkem.getPublicKey();
    }
    if (key instanceof RSAPrivateCrtKey rsa) {
      return Rsa.key(rsa.getModulus(), rsa.getPublicExponent());
    }
    ECNamedCurveParameterSpec curve = ECNamedCurveTable.getParameterSpec("P-256");
    return P256.key(curve.getG().multiply(((ECPrivateKey) key).getS()).getEncoded(false));
  }

  /** Wipes. */
  static void wipe(byte[] octets) {
    Arrays.fill(octets, (byte) 0);
  }
}
