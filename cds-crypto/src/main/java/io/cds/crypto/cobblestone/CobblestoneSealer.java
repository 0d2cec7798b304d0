package io.cds.crypto.cobblestone;

import io.cds.crypto.format.OctetSink;
import java.io.IOException;
import java.util.Arrays;

/**
 * Seals a stream of octets, 16 KiB at a time, in constant memory.
 *
 * <p>Guarantees: what reaches the sink opens only if {@link #finish()} returned; a sealer that was
 * not finished leaves a truncated message, which no reader accepts. The first failure is final.
 *
 * <p>Threading: one thread at a time.
 */
public final class CobblestoneSealer implements OctetSink, AutoCloseable {

  private final ChunkCipher cipher;
  private final OctetSink out;
  private final byte[] header;
  private final byte[] chunk = new byte[Cobblestone.CHUNK];
  private final byte[] sealed = new byte[Cobblestone.SEALED_CHUNK];
  private int filled;
  private long chunks;
  private boolean begun;
  private boolean ended;

  /**
   * Begins a message.
   *
   * @param inputKey 32 random octets
   * @param salt 24 random octets, never used before with the same key
   * @param context what the message belongs to; the reader must name the same
   */
  public CobblestoneSealer(byte[] inputKey, byte[] salt, byte[] context, OctetSink out) {
    ChunkKeys keys = ChunkKeys.derive(inputKey, salt, context);
    this.cipher = ChunkCipher.sealing(keys);
    this.out = out;
    this.header = keys.header(salt);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    begin();
    int from = offset;
    int left = length;
    while (left > 0) {
      int n = Math.min(left, Cobblestone.CHUNK - filled);
      if (filled == 0 && n == Cobblestone.CHUNK) {
        emit(octets, from, n);
      } else {
        System.arraycopy(octets, from, chunk, filled, n);
        filled += n;
        if (filled == Cobblestone.CHUNK) {
          emit(chunk, 0, filled);
          filled = 0;
        }
      }
      from += n;
      left -= n;
    }
    ended = false;
  }

  /** Writes the last chunk; nothing can be written afterwards. */
  public void finish() throws IOException {
    begin();
    emit(chunk, 0, filled);
  }

  /** Wipes the clear octets. */
  @Override
  public void close() {
    ended = true;
    Arrays.fill(chunk, (byte) 0);
  }

  /** Marks the sealer ended until the call that began comes through. */
  private void begin() throws IOException {
    if (ended) {
      throw new IllegalStateException(
          "Cannot seal more octets: the content is finished or has failed before");
    }
    ended = true;
    if (!begun) {
      begun = true;
      out.write(header, 0, header.length);
    }
  }

  private void emit(byte[] plain, int offset, int length) throws IOException {
    int n = cipher.work(chunks++, plain, offset, length, sealed, 0);
    out.write(sealed, 0, n);
  }
}
