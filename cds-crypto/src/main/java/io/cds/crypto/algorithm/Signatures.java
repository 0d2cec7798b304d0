package io.cds.crypto.algorithm;

import io.cds.api.spi.SignatureScheme;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Signs and verifies by the schemes that the format allows. */
public final class Signatures {

  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private Signatures() {}

  /** Signs. */
  public static byte[] sign(
      PrivateKey key, SignatureScheme scheme, byte[] octets, SecureRandom random) {
    try {
      Signature signature = key instanceof HeldKey held ? of(scheme, held) : of(scheme);
      signature.initSign(key instanceof HeldKey held ? held.key() : key, random);
      signature.update(octets);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot sign by [" + scheme + "]: the provider refused", e);
    }
  }

  /** Whether the signature fits; false for a key that the scheme does not take. */
  public static boolean verify(
      PublicKey key, SignatureScheme scheme, byte[] octets, byte[] signature) {
    if (!suits(key, scheme) || !fits(key, signature)) {
      return false;
    }
    try {
      Signature verifier = of(scheme);
      verifier.initVerify(key);
      verifier.update(octets);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot verify by [" + scheme + "]: not available", e);
    } catch (RuntimeException e) {
      // Bouncy Castle's parser of hostile signature octets throws what it meets.
      return false;
    }
  }

  /** An RSA signature has the length of the modulus (RFC 8017, 8.1.2); not all providers look. */
  private static boolean fits(PublicKey key, byte[] signature) {
    return !(key instanceof RSAPublicKey rsa)
        || signature.length == (rsa.getModulus().bitLength() + 7) / Byte.SIZE;
  }

  private static boolean suits(PublicKey key, SignatureScheme scheme) {
    return switch (scheme) {
      case ECDSA_SHA256_DER, ECDSA_SHA256_P1363 -> P256.is(key);
      case RSA_PSS_SHA256 -> Rsa.is(key);
      case ML_DSA_65 -> MlDsa65.is(key);
    };
  }

  /** By the provider that holds the key. */
  private static Signature of(SignatureScheme scheme, HeldKey held)
      throws GeneralSecurityException {
    return switch (scheme) {
      case ECDSA_SHA256_DER -> Signature.getInstance("SHA256withECDSA", held.provider());
      case ECDSA_SHA256_P1363 ->
          Signature.getInstance("SHA256withECDSAinP1363Format", held.provider());
      case RSA_PSS_SHA256 -> {
        Signature pss = Signature.getInstance("RSASSA-PSS", held.provider());
        pss.setParameter(PSS);
        yield pss;
      }
      case ML_DSA_65 -> Signature.getInstance("ML-DSA-65", held.provider());
    };
  }

  private static Signature of(SignatureScheme scheme) throws GeneralSecurityException {
    return switch (scheme) {
      case ECDSA_SHA256_DER -> Providers.ecdsa();
      case ECDSA_SHA256_P1363 -> Providers.ecdsaRaw();
      case RSA_PSS_SHA256 -> {
        Signature pss = Providers.rsaPss();
        pss.setParameter(PSS);
        yield pss;
      }
      case ML_DSA_65 -> Signature.getInstance("ML-DSA-65", BouncyCastle.provider());
    };
  }
}
