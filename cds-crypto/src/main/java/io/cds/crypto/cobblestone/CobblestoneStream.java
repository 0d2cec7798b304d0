package io.cds.crypto.cobblestone;

import static io.cds.api.envelope.InvalidReason.CONTENT_LENGTH;

import io.cds.api.envelope.InvalidEnvelopeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Opens a sealed message as a stream, in constant memory.
 *
 * <p>Guarantees: every octet handed out belongs to a chunk whose tag was right; the end of the
 * stream is reported only after the last chunk was found in its place. Once a read has failed,
 * every later read fails. A fault of the octets is an {@link InvalidEnvelopeException}, a fault of
 * the stream beneath an {@link IOException}.
 *
 * <p>Threading: one thread at a time.
 */
public final class CobblestoneStream extends InputStream {

  private final InputStream sealed;
  private final byte[] inputKey;
  private final byte[] context;
  private final byte[] in = new byte[Cobblestone.SEALED_CHUNK];
  private final byte[] plain = new byte[Cobblestone.CHUNK];
  private @Nullable ChunkCipher cipher;
  private int position;
  private int available;
  private long chunks;
  private boolean last;
  private @Nullable Throwable failure;

  /**
   * Opens the message that the stream carries from its first to its last octet.
   *
   * @param inputKey the 32 octets it was sealed with
   * @param context the context it was sealed with
   */
  public CobblestoneStream(InputStream sealed, byte[] inputKey, byte[] context) {
    if (inputKey.length != Cobblestone.KEY) {
      throw new IllegalArgumentException(
          "Cannot open a content with a key of [" + inputKey.length + "] octets: expected 32");
    }
    this.sealed = sealed;
    this.inputKey = inputKey.clone();
    this.context = context.clone();
  }

  @Override
  public int read() throws IOException {
    return more() ? plain[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] octets, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!more()) {
      return -1;
    }
    int n = Math.min(length, available - position);
    System.arraycopy(plain, position, octets, offset, n);
    position += n;
    return n;
  }

  @Override
  public int available() {
    return available - position;
  }

  @Override
  public void close() throws IOException {
    Arrays.fill(plain, (byte) 0);
    Arrays.fill(inputKey, (byte) 0);
    position = available;
    if (failure == null) {
      failure = new IOException("Cannot read on: the content stream was closed");
    }
    sealed.close();
  }

  private boolean more() throws IOException {
    stickToFailure();
    try {
      while (position == available && !last) {
        nextChunk();
      }
      return position < available;
    } catch (IOException | RuntimeException e) {
      failure = e;
      position = available;
      throw e;
    }
  }

  private void stickToFailure() throws IOException {
    if (failure instanceof InvalidEnvelopeException invalid) {
      throw again(invalid);
    }
    if (failure != null) {
      throw new IOException("Cannot read on: an earlier read of this content failed", failure);
    }
  }

  private void nextChunk() throws IOException {
    if (cipher == null) {
      cipher = header();
    }
    int n = sealed.readNBytes(in, 0, in.length);
    if (n < Cobblestone.TAG) {
      throw new InvalidEnvelopeException(
          CONTENT_LENGTH,
          "Cannot open the content: it ends before its last chunk [" + chunks + "]");
    }
    int opened = cipher.work(chunks++, in, 0, n, plain, 0);
    last = n < in.length;
    position = 0;
    available = opened;
  }

  private ChunkCipher header() throws IOException {
    byte[] header = sealed.readNBytes(Cobblestone.HEADER);
    if (header.length < Cobblestone.HEADER) {
      throw new InvalidEnvelopeException(
          CONTENT_LENGTH, "Cannot open the content: it is shorter than its header of 56 octets");
    }
    return ChunkCipher.opening(ChunkKeys.committed(inputKey, header, context));
  }

  /** The same fault for a later call on the same reader. */
  static InvalidEnvelopeException again(InvalidEnvelopeException first) {
    return new InvalidEnvelopeException(
        first.reason(), "an earlier read of this content failed", first);
  }
}
