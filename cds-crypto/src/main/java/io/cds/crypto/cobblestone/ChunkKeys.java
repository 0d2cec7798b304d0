package io.cds.crypto.cobblestone;

import static io.cds.api.envelope.InvalidReason.CONTENT_CIPHER;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.crypto.algorithm.Providers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Key, base nonce and commitment of one message, by HKDF-Expand with SHA-512. */
public final class ChunkKeys {

  private static final byte[] LABEL =
      "c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0".getBytes(US_ASCII);
  private static final int NONCE = 12;
  private static final int COMMITMENT = 32;

  private final SecretKeySpec key;
  private final byte[] baseNonce;
  private final byte[] commitment;

  private ChunkKeys(byte[] material) {
    key = new SecretKeySpec(material, 0, Cobblestone.KEY, "AES");
    baseNonce = Arrays.copyOfRange(material, Cobblestone.KEY, Cobblestone.KEY + NONCE);
    commitment = Arrays.copyOfRange(material, Cobblestone.KEY + NONCE, material.length);
  }

  /**
   * Derives the keys of a message.
   *
   * @param inputKey 32 octets
   * @param salt 24 octets
   * @param context what the message belongs to
   */
  public static ChunkKeys derive(byte[] inputKey, byte[] salt, byte[] context) {
    if (inputKey.length != Cobblestone.KEY || salt.length != Cobblestone.SALT) {
      throw new IllegalArgumentException(
          "Cannot derive content keys from a key of ["
              + inputKey.length
              + "] and a salt of ["
              + salt.length
              + "] octets: expected 32 and 24");
    }
    byte[] material = expand(inputKey, salt, context);
    try {
      return new ChunkKeys(material);
    } finally {
      Arrays.fill(material, (byte) 0);
    }
  }

  /**
   * Derives the keys of a message that names its commitment.
   *
   * @param header salt and commitment, the first 56 octets of the message
   * @throws InvalidEnvelopeException when the commitment is another one
   */
  public static ChunkKeys committed(byte[] inputKey, byte[] header, byte[] context) {
    ChunkKeys keys = derive(inputKey, Arrays.copyOf(header, Cobblestone.SALT), context);
    byte[] commitment = Arrays.copyOfRange(header, Cobblestone.SALT, Cobblestone.HEADER);
    if (!MessageDigest.isEqual(keys.commitment, commitment)) {
      throw new InvalidEnvelopeException(
          CONTENT_CIPHER,
          "Cannot open the content: its commitment names another key or another message");
    }
    return keys;
  }

  SecretKeySpec key() {
    return key;
  }

  /** Salt and commitment, the first 56 octets of the message. */
  public byte[] header(byte[] salt) {
    byte[] header = Arrays.copyOf(salt, Cobblestone.HEADER);
    System.arraycopy(commitment, 0, header, Cobblestone.SALT, commitment.length);
    return header;
  }

  /** Writes the nonce of the chunk with the given number into {@code nonce}. */
  void nonce(long chunk, byte[] nonce) {
    System.arraycopy(baseNonce, 0, nonce, 0, NONCE);
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[NONCE - 1 - i] ^= (byte) (chunk >>> (Byte.SIZE * i));
    }
  }

  private static byte[] expand(byte[] inputKey, byte[] salt, byte[] context) {
    try {
      Mac mac = Providers.hmacSha512();
      mac.init(new SecretKeySpec(inputKey, "HmacSHA512"));
      byte[] first = block(mac, new byte[0], salt, context, 1);
      byte[] second = block(mac, first, salt, context, 2);
      byte[] material = Arrays.copyOf(first, Cobblestone.KEY + NONCE + COMMITMENT);
      System.arraycopy(second, 0, material, first.length, material.length - first.length);
      Arrays.fill(first, (byte) 0);
      return material;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot derive content keys: HMAC-SHA-512 is missing", e);
    }
  }

  private static byte[] block(Mac mac, byte[] before, byte[] salt, byte[] context, int number) {
    mac.update(before);
    mac.update(LABEL);
    mac.update(salt);
    mac.update(context);
    mac.update((byte) number);
    return mac.doFinal();
  }
}
