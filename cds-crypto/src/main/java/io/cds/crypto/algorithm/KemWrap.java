package io.cds.crypto.algorithm;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Wraps a content-encryption key for one recipient: ML-KEM-768, HKDF with SHA-256 without salt, and
 * AES-256 key wrap (RFC 9629, RFC 5869, RFC 3394).
 */
public final class KemWrap {

  private KemWrap() {}

  /** A ciphertext of {@link MlKem768#CIPHERTEXT} octets, and the key wrapped in 40. */
  @SuppressWarnings("ArrayRecordComponent") // handed on at once
  public record Wrapped(byte[] ciphertext, byte[] wrapped) {}

  /** Wraps {@code key} so that the holder of {@code to} can unwrap it. */
  public static Wrapped wrap(PublicKey to, byte[] info, byte[] key, SecureRandom random) {
    MlKem768.Encapsulated shared = MlKem768.encapsulate(to, random);
    byte[] kek = kek(shared.secret(), info);
    try {
      return new Wrapped(shared.ciphertext(), AesKeyWrap.wrap(kek, key));
    } finally {
      Arrays.fill(kek, (byte) 0);
    }
  }

  /**
   * Unwraps a key; nothing when it was wrapped for another key or changed.
   *
   * @throws IllegalArgumentException when the ciphertext has another length
   */
  public static Optional<byte[]> unwrap(
      PrivateKey own, byte[] ciphertext, byte[] info, byte[] wrapped) {
    byte[] kek = kek(MlKem768.decapsulate(own, ciphertext), info);
    try {
      return AesKeyWrap.unwrap(kek, wrapped);
    } finally {
      Arrays.fill(kek, (byte) 0);
    }
  }

  /** HKDF of as many octets as its hash has: one round of expansion. Wipes the secret. */
  private static byte[] kek(byte[] shared, byte[] info) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[Digests.LENGTH], "HMAC"));
      byte[] extracted = mac.doFinal(shared);
      mac.init(new SecretKeySpec(extracted, "HMAC"));
      Arrays.fill(extracted, (byte) 0);
      mac.update(info);
      mac.update((byte) 1);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot derive a key: HMAC-SHA-256 is missing", e);
    } finally {
      Arrays.fill(shared, (byte) 0);
    }
  }
}
