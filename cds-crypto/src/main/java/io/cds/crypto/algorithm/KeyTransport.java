package io.cds.crypto.algorithm;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * Encrypts a content-encryption key to one RSA key: RSAES-OAEP with SHA-256, MGF1 with SHA-256 and
 * an empty label (RFC 8017, 7.1).
 */
public final class KeyTransport {

  private static final int KEY = 32;

  private static final OAEPParameterSpec PARAMETERS =
      new OAEPParameterSpec(
          "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

  private KeyTransport() {}

  /** The key of 32 octets, encrypted in as many octets as the modulus has. */
  public static byte[] encrypt(PublicKey to, byte[] key, SecureRandom random) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, to, random).doFinal(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot encrypt a key: RSAES-OAEP was refused", e);
    }
  }

  /**
   * The key of 32 octets; where nothing decrypts, or something of another length, 32 random octets.
   * Neither a result nor an exception tells why: what the key was for does not open, and that is
   * all.
   */
  public static byte[] decrypt(PrivateKey own, byte[] encrypted, SecureRandom random) {
    byte[] other = new byte[KEY];
    random.nextBytes(other);
    byte[] found = attempt(cipher(Cipher.DECRYPT_MODE, own, random), encrypted);
    if (found.length == KEY) {
      return found;
    }
    Arrays.fill(found, (byte) 0);
    return other;
  }

  /** No octets for whatever is wrong with them; why is kept from everybody. */
  private static byte[] attempt(Cipher cipher, byte[] encrypted) {
    try {
      return cipher.doFinal(encrypted);
    } catch (GeneralSecurityException | RuntimeException e) {
      return new byte[0];
    }
  }

  private static Cipher cipher(int mode, Key key, SecureRandom random) {
    try {
      Cipher cipher =
          Cipher.getInstance("RSA/NONE/OAEPWithSHA256AndMGF1Padding", BouncyCastle.provider());
      cipher.init(mode, key, PARAMETERS, random);
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot use an RSA key: RSAES-OAEP was refused", e);
    }
  }
}
