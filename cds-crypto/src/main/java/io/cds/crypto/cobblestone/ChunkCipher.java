package io.cds.crypto.cobblestone;

import static io.cds.api.envelope.InvalidReason.CONTENT_CIPHER;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.crypto.algorithm.Providers;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** Seals or opens single chunks with one reused cipher object. Not safe for concurrent use. */
public final class ChunkCipher {

  private static final int TAG_BITS = Cobblestone.TAG * Byte.SIZE;

  private final Cipher cipher;
  private final int mode;
  private final ChunkKeys keys;
  private final byte[] nonce = new byte[12];

  private ChunkCipher(int mode, ChunkKeys keys) {
    this.mode = mode;
    this.keys = keys;
    try {
      cipher = Providers.aesGcm();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot work on content: AES-GCM is missing", e);
    }
  }

  /** A cipher that seals with these keys. */
  public static ChunkCipher sealing(ChunkKeys keys) {
    return new ChunkCipher(Cipher.ENCRYPT_MODE, keys);
  }

  /** A cipher that opens with these keys. */
  public static ChunkCipher opening(ChunkKeys keys) {
    return new ChunkCipher(Cipher.DECRYPT_MODE, keys);
  }

  /**
   * Works on one chunk and returns how many octets it wrote to {@code out} from {@code to} on.
   *
   * @throws InvalidEnvelopeException when the tag of an opened chunk is wrong
   */
  public int work(long chunk, byte[] in, int offset, int length, byte[] out, int to) {
    if (chunk >= Cobblestone.MAX_CHUNKS) {
      throw new IllegalStateException(
          "Cannot work on chunk [" + chunk + "]: a content has at most 2^38 chunks");
    }
    keys.nonce(chunk, nonce);
    try {
      cipher.init(mode, keys.key(), new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(in, offset, length, out, to);
    } catch (AEADBadTagException e) {
      throw new InvalidEnvelopeException(
          CONTENT_CIPHER, "Cannot open chunk [" + chunk + "] of the content: its tag is wrong", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot work on chunk [" + chunk + "]: AES-GCM refused", e);
    }
  }
}
