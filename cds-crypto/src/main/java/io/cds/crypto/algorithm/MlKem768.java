package io.cds.crypto.algorithm;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.security.auth.DestroyFailedException;
import javax.security.auth.Destroyable;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.bouncycastle.jcajce.interfaces.MLKEMPrivateKey;
import org.bouncycastle.jcajce.spec.MLKEMParameterSpec;

/** ML-KEM-768 (FIPS 203), the key encapsulation of suite 2. */
public final class MlKem768 {

  /** Octets of a ciphertext. */
  public static final int CIPHERTEXT = 1088;

  /** Octets of the seed that a private key is kept as: d ‖ z. */
  public static final int SEED = 64;

  private static final RawKeys KEYS =
      new RawKeys("308204b2300b0609608648016503040402038204a100", 1184);

  private MlKem768() {}

  /** A fresh pair. */
  public static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator =
          KeyPairGenerator.getInstance("ML-KEM-768", BouncyCastle.provider());
      generator.initialize(MLKEMParameterSpec.ml_kem_768, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot generate an ML-KEM-768 pair: it was refused", e);
    }
  }

  /** Whether this is a key that can be sealed to: of the right length, its numbers in range. */
  public static boolean is(PublicKey key) {
    try {
      return KEYS.of(key).map(MlKem768::parameters).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A shared secret of 32 octets, which the caller wipes, and the ciphertext that carries it. */
  @SuppressWarnings("ArrayRecordComponent") // handed on at once
  record Encapsulated(byte[] secret, byte[] ciphertext) {}

  static Encapsulated encapsulate(PublicKey to, SecureRandom random) {
    MLKEMPublicKeyParameters key =
        KEYS.of(to)
            .map(MlKem768::parameters)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot use a public key of ["
                            + to.getAlgorithm()
                            + "]: expected ML-KEM-768"));
    SecretWithEncapsulation made = new MLKEMGenerator(random).generateEncapsulated(key);
    try {
      return new Encapsulated(made.getSecret(), made.getEncapsulation());
    } finally {
      wipe(made);
    }
  }

  /**
   * The shared secret of a ciphertext; another one, unknown to anybody, if it was made for another
   * key or changed.
   *
   * @throws IllegalArgumentException when it is no ciphertext by its length
   */
  static byte[] decapsulate(PrivateKey own, byte[] ciphertext) {
    if (ciphertext.length != CIPHERTEXT) {
      throw new IllegalArgumentException(
          "Cannot decapsulate [" + ciphertext.length + "] octets: expected " + CIPHERTEXT);
    }
    if (!(own instanceof MLKEMPrivateKey key)) {
      throw new IllegalArgumentException(
          "Cannot use a private key of [" + own.getAlgorithm() + "]: expected ML-KEM-768");
    }
    byte[] seed = key.getSeed();
    MLKEMPrivateKeyParameters expanded =
        new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, seed);
    try {
      return new MLKEMExtractor(expanded).extractSecret(ciphertext);
    } finally {
      Arrays.fill(seed, (byte) 0);
      wipe(expanded);
    }
  }

  private static void wipe(Destroyable secret) {
    try {
      secret.destroy();
    } catch (DestroyFailedException e) {
      throw new IllegalStateException("Cannot wipe a secret of ML-KEM: it was refused", e);
    }
  }

  private static MLKEMPublicKeyParameters parameters(byte[] raw) {
    return new MLKEMPublicKeyParameters(MLKEMParameters.ml_kem_768, raw);
  }
}
