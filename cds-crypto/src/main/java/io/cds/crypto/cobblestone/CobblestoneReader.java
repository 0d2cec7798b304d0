package io.cds.crypto.cobblestone;

import io.cds.api.envelope.InvalidEnvelopeException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads any stretch of a sealed message.
 *
 * <p>Guarantees: the length is authenticated when the reader is opened (the last chunk is opened in
 * its place); every octet handed out belongs to a chunk whose tag was right; once the octets proved
 * wrong, every later read fails.
 *
 * <p>Does not guarantee that chunks it did not read are whole.
 *
 * <p>Threading: one thread at a time.
 */
public final class CobblestoneReader {

  private final RandomOctets sealed;
  private final ChunkCipher cipher;
  private final long length;
  private final byte[] in = new byte[Cobblestone.SEALED_CHUNK];
  private final byte[] plain = new byte[Cobblestone.CHUNK];
  private long held = -1;
  private int heldLength;
  private @Nullable InvalidEnvelopeException failure;

  private CobblestoneReader(RandomOctets sealed, ChunkCipher cipher, long length) {
    this.sealed = sealed;
    this.cipher = cipher;
    this.length = length;
  }

  /**
   * Checks commitment and length.
   *
   * @throws InvalidEnvelopeException when either is wrong
   */
  public static CobblestoneReader open(RandomOctets sealed, byte[] inputKey, byte[] context)
      throws IOException {
    long length = Cobblestone.plainLength(sealed.length());
    byte[] header = new byte[Cobblestone.HEADER];
    sealed.read(0, header, 0, header.length);
    ChunkKeys keys = ChunkKeys.committed(inputKey, header, context);
    CobblestoneReader reader = new CobblestoneReader(sealed, ChunkCipher.opening(keys), length);
    reader.hold(length / Cobblestone.CHUNK);
    return reader;
  }

  /** Octets of the plaintext. */
  public long length() {
    return length;
  }

  /**
   * Reads plaintext octets from {@code position} on.
   *
   * @return how many were read, fewer than asked for only at the end of the message
   * @throws InvalidEnvelopeException when a chunk on the way is wrong; nothing was then written to
   *     {@code octets} from that chunk
   */
  public int read(long position, byte[] octets, int offset, int count) throws IOException {
    if (failure != null) {
      throw CobblestoneStream.again(failure);
    }
    if (position < 0 || position > length) {
      throw new IllegalArgumentException(
          "Cannot read at [" + position + "]: the content has [" + length + "] octets");
    }
    int wanted = (int) Math.min(count, length - position);
    int done = 0;
    while (done < wanted) {
      hold((position + done) / Cobblestone.CHUNK);
      int from = (int) ((position + done) % Cobblestone.CHUNK);
      int n = Math.min(wanted - done, heldLength - from);
      System.arraycopy(plain, from, octets, offset + done, n);
      done += n;
    }
    return done;
  }

  private void hold(long chunk) throws IOException {
    if (chunk == held) {
      return;
    }
    held = -1;
    long start = Cobblestone.HEADER + chunk * Cobblestone.SEALED_CHUNK;
    int n = (int) Math.min(in.length, sealed.length() - start);
    sealed.read(start, in, 0, n);
    try {
      heldLength = cipher.work(chunk, in, 0, n, plain, 0);
    } catch (InvalidEnvelopeException e) {
      failure = e;
      throw e;
    }
    held = chunk;
  }
}
