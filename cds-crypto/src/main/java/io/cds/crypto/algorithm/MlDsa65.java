package io.cds.crypto.algorithm;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.bouncycastle.jcajce.spec.MLDSAParameterSpec;

/** Keys of ML-DSA-65 (FIPS 204), the second signature of suite 2. */
public final class MlDsa65 {

  /** Octets of a signature. */
  public static final int SIGNATURE = 3309;

  /** Octets of the seed that a private key is kept as. */
  public static final int SEED = 32;

  private static final RawKeys KEYS =
      new RawKeys("308207b2300b0609608648016503040312038207a100", 1952);

  private MlDsa65() {}

  /** A fresh pair. */
  public static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator =
          KeyPairGenerator.getInstance("ML-DSA-65", BouncyCastle.provider());
      generator.initialize(MLDSAParameterSpec.ml_dsa_65, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot generate an ML-DSA-65 pair: it was refused", e);
    }
  }

  /** Whether this is a key of ML-DSA-65. */
  public static boolean is(PublicKey key) {
    return KEYS.of(key).isPresent();
  }
}
