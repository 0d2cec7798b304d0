package io.cds.crypto.keys;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.crypto.algorithm.Digests;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.callback.PasswordCallback;

/**
 * A passphrase for the time of one act, wiped on close; does not print itself.
 *
 * <p>Any characters are taken: the key derivation sees UTF-8, the file's MAC big-endian UTF-16, as
 * RFC 7292 and OpenSSL have it.
 */
final class Passphrase implements AutoCloseable {
  private static final int KEY = 32;
  private static final int BLOCK = 64;
  private static final byte MAC_KEY = 3;

  private final char[] characters;

  private Passphrase(char[] characters) {
    this.characters = characters;
  }

  /**
   * Asks once. @throws io.cds.api.CdsException {@code WRONG_PASSPHRASE} if the answer has no
   * characters
   */
  static Passphrase ask(KeyAccess access, PartyCode party, KeyUse use) {
    char[] given = access.passphrase(party, use);
    if (given.length == 0) {
      throw KeyProblems.emptyPassphrase(party, use);
    }
    return new Passphrase(given);
  }

  /** PBKDF2 with HMAC-SHA-256, 32 octets; the caller wipes them. */
  byte[] derive(byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(characters, salt, iterations, KEY * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot derive a key: PBKDF2 is missing from this JDK", e);
    } finally {
      spec.clearPassword();
    }
  }

  /** HMAC-SHA-256 under the MAC key of RFC 7292, appendix B; one block is all that it needs. */
  byte[] mac(byte[] salt, int iterations, byte[] octets) {
    byte[] wide = wide();
    byte[] key = wide;
    try {
      MessageDigest digest = Digests.newSha256();
      byte[] purpose = new byte[BLOCK];
      Arrays.fill(purpose, MAC_KEY);
      digest.update(purpose);
      digest.update(repeated(salt));
      byte[] blocks = repeated(wide);
      digest.update(blocks);
      Arrays.fill(blocks, (byte) 0);
      key = digest.digest();
      for (int i = 1; i < iterations; i++) {
        digest.update(key);
        digest.digest(key, 0, KEY);
      }
      return hmac(key, octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot check a key file: SHA-256 refused", e);
    } finally {
      Arrays.fill(wide, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  /** Answers a token that asks for its PIN; the callback copies. */
  void answer(PasswordCallback asked) {
    asked.setPassword(characters);
  }

  /** HMAC-SHA-256 of the passphrase itself, to know it again without keeping it. */
  byte[] fingerprint(byte[] key) {
    byte[] wide = wide();
    try {
      return hmac(key, wide);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot compare passphrases: HMAC is missing", e);
    } finally {
      Arrays.fill(wide, (byte) 0);
    }
  }

  private static byte[] hmac(byte[] key, byte[] octets) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(octets);
  }

  /** UTF-16, big-endian, with two zero octets at the end. */
  private byte[] wide() {
    byte[] wide = new byte[2 * characters.length + 2];
    ByteBuffer.wrap(wide).asCharBuffer().put(characters);
    return wide;
  }

  /** The octets again and again, up to the next multiple of the digest's block. */
  private static byte[] repeated(byte[] octets) {
    byte[] blocks = new byte[(octets.length + BLOCK - 1) / BLOCK * BLOCK];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = octets[i % octets.length];
    }
    return blocks;
  }

  @Override
  public void close() {
    Arrays.fill(characters, '\0');
  }
}
