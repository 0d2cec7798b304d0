package io.cds.crypto.content;

import io.cds.api.envelope.Extent;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.cobblestone.ChunkCipher;
import io.cds.crypto.cobblestone.ChunkKeys;
import io.cds.crypto.cobblestone.Cobblestone;
import io.cds.crypto.format.OctetSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Seals a content piece by piece: what reaches the sink is whole pieces of 1 MiB of {@code
 * content.cob}, in order, each encrypted and digested by one thread of the crew.
 *
 * <p>A chunk that lies across two pieces is encrypted by the caller's thread, so that no piece
 * waits for another.
 *
 * <p>Memory: 2 MiB for each piece in the works, less for small contents. Used by one thread.
 */
final class PieceSealer implements ContentSealer {

  private static final int PIECE = PieceDigests.PIECE;

  private final ChunkKeys keys;
  private @Nullable ChunkCipher acrossPieces;
  private final OctetSink out;
  private final Window<Slot> window;
  private final Queue<Slot> spare = new ArrayDeque<>();
  private final ByteArrayOutputStream digests = new ByteArrayOutputStream();
  private Slot slot;
  private long total;

  PieceSealer(byte[] inputKey, byte[] salt, byte[] context, OctetSink out, Crew crew) {
    this.keys = ChunkKeys.derive(inputKey, salt, context);
    this.out = out;
    this.window = new Window<>(crew);
    this.slot = new Slot();
    this.slot.begin(0, keys.header(salt));
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      int n = slot.take(octets, from, left);
      total += n;
      from += n;
      left -= n;
      if (slot.isFull()) {
        next();
      }
    }
  }

  @Override
  public Extent finish() throws IOException {
    long sealed = Cobblestone.sealedLength(total);
    while ((slot.piece + 1) * PIECE < sealed) {
      next();
    }
    submit((int) (sealed - slot.piece * PIECE));
    while (!window.isEmpty()) {
      settle();
    }
    return new Extent(sealed, Digests.digest(digests.toByteArray()));
  }

  @Override
  public void close() {
    window.close();
    slot.wipe();
    spare.forEach(Slot::wipe);
  }

  /** Gives a piece to the crew and begins the next one with what lies across the two. */
  private void next() throws IOException {
    long piece = slot.piece + 1;
    if (acrossPieces == null) {
      acrossPieces = ChunkCipher.sealing(keys);
    }
    byte[] rest = slot.sealAcross(acrossPieces);
    submit(PIECE);
    while (window.isFull()) {
      settle();
    }
    slot = spare.isEmpty() ? new Slot() : spare.remove();
    slot.begin(piece, rest);
  }

  private void submit(int length) {
    Slot work = slot;
    window.add(
        () -> {
          work.seal(length);
          return work;
        });
  }

  private void settle() throws IOException {
    Slot done = window.take();
    out.write(done.sealed, 0, done.length);
    digests.writeBytes(done.digest);
    spare.add(done);
  }

  /** The first chunk that begins in a piece. */
  private static long firstChunk(long piece) {
    return Math.max(0, piece * PIECE - Cobblestone.HEADER + Cobblestone.SEALED_CHUNK - 1)
        / Cobblestone.SEALED_CHUNK;
  }

  /** One piece in the works. */
  private final class Slot {

    private final ChunkCipher cipher = ChunkCipher.sealing(keys);
    private final MessageDigest sha256 = Digests.newSha256();
    private long piece;
    private byte[] front = new byte[0];
    private byte[] plain = new byte[Cobblestone.CHUNK];
    private int capacity;
    private int filled;
    private byte[] across = new byte[0];
    private byte[] sealed = new byte[0];
    private int length;
    private byte[] digest = new byte[0];

    /**
     * Begins a piece.
     *
     * @param octets its first sealed octets: the header, or the rest of a chunk
     */
    void begin(long number, byte[] octets) {
      piece = number;
      front = octets;
      capacity = (int) (firstChunk(piece + 1) - firstChunk(piece)) * Cobblestone.CHUNK;
      filled = 0;
    }

    boolean isFull() {
      return filled == capacity;
    }

    /** Takes as much as there is room for. */
    int take(byte[] octets, int offset, int wanted) {
      int n = Math.min(wanted, capacity - filled);
      if (filled + n > plain.length) {
        byte[] small = plain;
        plain = Arrays.copyOf(small, Math.min(capacity, Math.max(filled + n, 4 * small.length)));
        Arrays.fill(small, (byte) 0);
      }
      System.arraycopy(octets, offset, plain, filled, n);
      filled += n;
      return n;
    }

    /** Seals the chunk that goes on in the next piece and returns its octets there. */
    byte[] sealAcross(ChunkCipher with) {
      long chunk = firstChunk(piece + 1) - 1;
      int from = (int) (chunk - firstChunk(piece)) * Cobblestone.CHUNK;
      int here =
          (int) ((piece + 1) * PIECE - Cobblestone.HEADER - chunk * Cobblestone.SEALED_CHUNK);
      if (here == Cobblestone.SEALED_CHUNK) {
        return new byte[0];
      }
      across = new byte[filled - from + Cobblestone.TAG];
      with.work(chunk, plain, from, filled - from, across, 0);
      return Arrays.copyOfRange(across, here, across.length);
    }

    void seal(int octets) {
      length = octets;
      if (sealed.length < length) {
        sealed = new byte[length];
      }
      System.arraycopy(front, 0, sealed, 0, front.length);
      sha256.update(front);
      int done = front.length;
      long chunk = firstChunk(piece);
      for (int from = 0; done < length; from += Cobblestone.CHUNK) {
        int n = Math.min(Cobblestone.CHUNK, filled - from);
        int stop = done + n + Cobblestone.TAG;
        if (stop <= length) {
          cipher.work(chunk, plain, from, n, sealed, done);
        } else {
          stop = length;
          System.arraycopy(across, 0, sealed, done, stop - done);
        }
        sha256.update(sealed, done, stop - done);
        done = stop;
        chunk++;
      }
      digest = sha256.digest();
    }

    void wipe() {
      Arrays.fill(plain, (byte) 0);
    }
  }
}
