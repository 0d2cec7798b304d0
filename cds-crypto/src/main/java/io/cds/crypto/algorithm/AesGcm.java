package io.cds.crypto.algorithm;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM over octets that fit in memory: 12 octets of nonce, 16 of tag, no further data. */
public final class AesGcm {

  private static final int TAG_BITS = 128;

  private AesGcm() {}

  /** Ciphertext and tag. */
  public static byte[] seal(byte[] key, byte[] nonce, byte[] plaintext) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot seal octets: AES-GCM refused", e);
    }
  }

  /** The plaintext, or nothing when the tag is wrong. */
  public static Optional<byte[]> open(byte[] key, byte[] nonce, byte[] ciphertextAndTag) {
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(ciphertextAndTag));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot open octets: AES-GCM refused", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Providers.aesGcm();
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }
}
