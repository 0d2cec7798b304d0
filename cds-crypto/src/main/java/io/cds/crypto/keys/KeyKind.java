package io.cds.crypto.keys;

import io.cds.api.KeyUse;
import io.cds.api.spi.SignatureScheme;
import io.cds.crypto.algorithm.MlDsa65;
import io.cds.crypto.algorithm.MlKem768;
import io.cds.crypto.algorithm.P256;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.function.Function;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;

/** The kinds of keys that this vault makes or takes in; every use has one of its own. */
enum KeyKind {
  /** ECDSA and ECDH. */
  P256_KEY(
      "P-256 by name",
      "EC",
      new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, X9ObjectIdentifiers.prime256v1),
      P256::generate),
  /** The second signature of suite 2. */
  ML_DSA_65(
      "ML-DSA-65",
      "ML-DSA-65",
      new AlgorithmIdentifier(NISTObjectIdentifiers.id_ml_dsa_65),
      MlDsa65::generate),
  /** The second seal of suite 2. */
  ML_KEM_768(
      "ML-KEM-768",
      "ML-KEM-768",
      new AlgorithmIdentifier(NISTObjectIdentifiers.id_alg_ml_kem_768),
      MlKem768::generate),
  /** A SIGN key that an organisation brings with a certificate of its own; none is made here. */
  RSA(
      "RSA of 2,048 to 4,096 bits",
      "RSA",
      new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
      random -> {
        throw new UnsupportedOperationException("Cannot make an RSA pair: expected one to import");
      });

  private final String text;
  private final String factory;

  @SuppressWarnings("ImmutableEnumChecker") // never changed
  private final AlgorithmIdentifier algorithm;

  @SuppressWarnings("ImmutableEnumChecker") // a method of a class without state
  private final Function<SecureRandom, KeyPair> generator;

  KeyKind(
      String text,
      String factory,
      AlgorithmIdentifier algorithm,
      Function<SecureRandom, KeyPair> generator) {
    this.text = text;
    this.factory = factory;
    this.algorithm = algorithm;
    this.generator = generator;
  }

  static KeyKind of(KeyUse use) {
    return switch (use) {
      case SIGN_MLDSA -> ML_DSA_65;
      case OPEN_MLKEM -> ML_KEM_768;
      case SIGN, OPEN, TRANSMIT, LOG, RECEIPT, ROOT -> P256_KEY;
    };
  }

  /** Whether a key of this kind may serve the use. */
  boolean serves(KeyUse use) {
    return this == of(use) || (this == RSA && use == KeyUse.SIGN);
  }

  /** The kind of this private key. */
  static KeyKind of(PrivateKey key) {
    if (key instanceof MLDSAPrivateKey) {
      return ML_DSA_65;
    }
    return key.getAlgorithm().equals("RSA") ? RSA : P256_KEY;
  }

  /** The kind of this algorithm. @throws IllegalArgumentException when there is none */
  static KeyKind of(AlgorithmIdentifier algorithm) {
    for (KeyKind kind : values()) {
      if (kind.algorithm.equals(algorithm)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "the key is of ["
            + algorithm.getAlgorithm()
            + "], expected P-256 by name, ML-DSA-65, ML-KEM-768 or RSA");
  }

  /** The kind as a message names it. */
  String text() {
    return text;
  }

  /** By which name the provider knows its keys. */
  String factory() {
    return factory;
  }

  AlgorithmIdentifier algorithm() {
    return algorithm;
  }

  KeyPair generate(SecureRandom random) {
    return generator.apply(random);
  }

  /** How its keys sign certificates and requests; an ML-KEM key signs nothing. */
  SignatureScheme scheme() {
    return switch (this) {
      case ML_DSA_65 -> SignatureScheme.ML_DSA_65;
      case RSA -> SignatureScheme.RSA_PSS_SHA256;
      case P256_KEY, ML_KEM_768 -> SignatureScheme.ECDSA_SHA256_DER;
    };
  }
}
