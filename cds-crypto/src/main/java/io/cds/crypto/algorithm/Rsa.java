package io.cds.crypto.algorithm;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;

/** Keys of RSA, which only an organisation's own certificate brings. */
public final class Rsa {
  private static final int LEAST = 2048;
  private static final int MOST = 4096;
  private static final int LONGEST_EXPONENT = 256;
  private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65_537);

  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NON_REPUDIATION = 1;
  private static final int KEY_ENCIPHERMENT = 2;

  private Rsa() {}

  /** The public key of these numbers. */
  public static PublicKey key(BigInteger modulus, BigInteger exponent) {
    try {
      return KeyFactory.getInstance("RSA", BouncyCastle.provider())
          .generatePublic(new RSAPublicKeySpec(modulus, exponent));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Cannot read an RSA key: its numbers are none", e);
    }
  }

  /** The numbers of a private key as RFC 8017 writes them. */
  public static RSAPrivateKey numbers(RSAPrivateCrtKey key) {
    return new RSAPrivateKey(
        key.getModulus(),
        key.getPublicExponent(),
        key.getPrivateExponent(),
        key.getPrimeP(),
        key.getPrimeQ(),
        key.getPrimeExponentP(),
        key.getPrimeExponentQ(),
        key.getCrtCoefficient());
  }

  /** Octets of the modulus, and so of whatever is encrypted to this key. */
  public static int length(PublicKey key) {
    return (((RSAPublicKey) key).getModulus().bitLength() + 7) / 8;
  }

  /** Whether it is of an RSA key that signs. */
  public static boolean signs(X509Certificate certificate) {
    return is(certificate.getPublicKey()) && isForSignatures(certificate);
  }

  /** Whether it says that it is for digitalSignature (RFC 5280, 4.2.1.3). */
  public static boolean isForSignatures(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    return usage != null && usage[DIGITAL_SIGNATURE];
  }

  /**
   * Whether it says that keys may be encrypted to its RSA key, and that the key signs nothing (RFC
   * 5280, 4.2.1.3): a key of one use is never used for another.
   */
  public static boolean takesKeys(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    return is(certificate.getPublicKey())
        && usage != null
        && usage[KEY_ENCIPHERMENT]
        && !usage[DIGITAL_SIGNATURE]
        && !usage[NON_REPUDIATION]
        && certificate.getBasicConstraints() < 0;
  }

  /** Whether this is a key of 2,048 to 4,096 bits with an odd exponent from 65,537 on. */
  public static boolean is(PublicKey key) {
    return key instanceof RSAPublicKey rsa
        && rsa.getModulus().bitLength() >= LEAST
        && rsa.getModulus().bitLength() <= MOST
        && rsa.getPublicExponent().testBit(0)
        && rsa.getPublicExponent().bitLength() <= LONGEST_EXPONENT
        && rsa.getPublicExponent().compareTo(LEAST_EXPONENT) >= 0;
  }
}
