package io.cds.crypto.cobblestone;

import static io.cds.api.envelope.InvalidReason.CONTENT_LENGTH;

import io.cds.api.envelope.InvalidEnvelopeException;

/**
 * Sizes of Cobblestone-256, the chunked encryption of c2sp.org/chunked-encryption with SHA-512 and
 * AES-256-GCM.
 *
 * <p>A sealed message is a salt, a commitment and chunks of 16 KiB, each with its tag; the last
 * chunk is always shorter than 16 KiB and may be empty.
 */
public final class Cobblestone {

  /** Plaintext octets in every chunk but the last. */
  public static final int CHUNK = 16 * 1024;

  /** Octets of the tag behind each chunk. */
  public static final int TAG = 16;

  /** Octets of the random salt at the front. */
  public static final int SALT = 24;

  /** Octets of the input key. */
  public static final int KEY = 32;

  /** Octets of salt and commitment together. */
  public static final int HEADER = SALT + 32;

  /** Octets of every sealed chunk but the last. */
  public static final int SEALED_CHUNK = CHUNK + TAG;

  static final long MAX_CHUNKS = 1L << 38;

  private Cobblestone() {}

  /** Octets that a plaintext of the given length has once sealed. */
  public static long sealedLength(long length) {
    if (length < 0 || length >= MAX_CHUNKS * CHUNK) {
      throw new IllegalArgumentException(
          "Cannot seal a content of [" + length + "] octets: expected 0 to 2^52 - 1");
    }
    return HEADER + length + TAG * (length / CHUNK + 1);
  }

  /**
   * Octets of the plaintext within a sealed message of the given length.
   *
   * @throws InvalidEnvelopeException when no message has that sealed length
   */
  public static long plainLength(long sealedLength) {
    long body = sealedLength - HEADER;
    long last = body % SEALED_CHUNK;
    if (body < TAG || last < TAG || body / SEALED_CHUNK >= MAX_CHUNKS) {
      throw new InvalidEnvelopeException(
          CONTENT_LENGTH,
          "Cannot open a content of [" + sealedLength + "] octets: no message has that length");
    }
    return body / SEALED_CHUNK * CHUNK + last - TAG;
  }
}
