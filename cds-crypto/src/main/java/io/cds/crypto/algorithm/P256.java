package io.cds.crypto.algorithm;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.KeyAgreement;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.jce.spec.ECPublicKeySpec;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.PreCompInfo;

/** Keys and points of the curve P-256 (secp256r1), the only curve of the format. */
public final class P256 {

  /** Octets of an uncompressed point. */
  public static final int POINT = 65;

  private static final ECNamedCurveParameterSpec CURVE =
      ECNamedCurveTable.getParameterSpec("P-256");

  private static final String SEEN = P256.class.getName();

  private P256() {}

  /** A fresh pair. */
  public static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = Providers.curvePairs();
      generator.initialize(new ECGenParameterSpec("P-256"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot generate a P-256 pair: the provider refused", e);
    }
  }

  /** Whether this is a key on P-256. */
  public static boolean is(PublicKey key) {
    return key instanceof ECPublicKey ec
        && ec.getParams().getCurve().getField().getFieldSize() == 256
        && ec.getParams().getOrder().equals(CURVE.getN())
        && ec.getParams()
            .getGenerator()
            .getAffineX()
            .equals(CURVE.getG().getAffineXCoord().toBigInteger());
  }

  /** The uncompressed point of a public key, 65 octets. */
  public static byte[] point(PublicKey key) {
    if (!is(key)) {
      throw new IllegalArgumentException(
          "Cannot use a public key of [" + key.getAlgorithm() + "]: expected P-256");
    }
    java.security.spec.ECPoint w = ((ECPublicKey) key).getW();
    byte[] point = new byte[POINT];
    point[0] = 4;
    fill(point, 1, w.getAffineX());
    fill(point, 33, w.getAffineY());
    return point;
  }

  /**
   * The public key of an uncompressed point.
   *
   * @throws IllegalArgumentException when the octets are no point of the curve
   */
  public static PublicKey key(byte[] point) {
    if (point.length != POINT || point[0] != 4) {
      throw new IllegalArgumentException(
          "Cannot read a point of [" + point.length + "] octets: expected 65, uncompressed");
    }
    try {
      ECPublicKeySpec spec = new ECPublicKeySpec(CURVE.getCurve().decodePoint(point), CURVE);
      return KeyFactory.getInstance("EC", BouncyCastle.provider()).generatePublic(spec);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Cannot read a point: it is not on P-256", e);
    }
  }

  /**
   * The shared secret of ECDH: the x-coordinate, 32 octets (RFC 5753, 7.1; SEC 1, 3.3.1).
   *
   * <p>A public key that comes a second time, the certificate of a recipient that is sealed to
   * again, gets a table of its multiples, which makes this and every later time three times as
   * fast; a key that comes once is not worth it.
   */
  static byte[] agree(PrivateKey own, PublicKey other) {
    if (!Providers.nativeCurve()
        && own instanceof ECPrivateKey d
        && other instanceof org.bouncycastle.jce.interfaces.ECPublicKey key
        && is(other)) {
      ECPoint q = key.getQ();
      if (again(q)) {
        ECPoint shared = new FixedPointCombMultiplier().multiply(q, d.getS()).normalize();
        return shared.getAffineXCoord().getEncoded();
      }
    }
    try {
      KeyAgreement agreement =
          own instanceof HeldKey held
              ? KeyAgreement.getInstance("ECDH", held.provider())
              : Providers.ecdh();
      agreement.init(own instanceof HeldKey held ? held.key() : own);
      agreement.doPhase(other, true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot agree on a key: ECDH on P-256 refused", e);
    }
  }

  /** Whether this point was asked about before; the mark lies with the point itself. */
  private static boolean again(ECPoint point) {
    PreCompInfo first = new PreCompInfo() {};
    return point.getCurve().precompute(point, SEEN, mark -> mark == null ? first : mark) != first;
  }

  private static void fill(byte[] point, int offset, BigInteger coordinate) {
    byte[] octets = coordinate.toByteArray();
    int skip = Math.max(0, octets.length - 32);
    int length = octets.length - skip;
    System.arraycopy(octets, skip, point, offset + 32 - length, length);
  }
}
