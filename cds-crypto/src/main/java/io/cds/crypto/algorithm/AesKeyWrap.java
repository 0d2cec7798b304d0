package io.cds.crypto.algorithm;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** AES-256 key wrap (RFC 3394). */
final class AesKeyWrap {

  private AesKeyWrap() {}

  static byte[] wrap(byte[] kek, byte[] key) {
    try {
      Cipher cipher = Cipher.getInstance("AESWrap");
      cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(kek, "AES"));
      return cipher.wrap(new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot wrap a key: AES key wrap refused", e);
    }
  }

  /** The key, or nothing when it was wrapped under another or changed. */
  static Optional<byte[]> unwrap(byte[] kek, byte[] wrapped) {
    try {
      Cipher cipher = Cipher.getInstance("AESWrap");
      cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(kek, "AES"));
      return Optional.of(cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded());
    } catch (InvalidKeyException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot unwrap a key: AES key wrap is missing", e);
    }
  }
}
