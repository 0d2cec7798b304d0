package io.cds.crypto.content;

import static io.cds.api.envelope.InvalidReason.CONTENT_DIGEST;
import static io.cds.api.envelope.InvalidReason.CONTENT_LENGTH;

import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.cobblestone.ChunkCipher;
import io.cds.crypto.cobblestone.ChunkKeys;
import io.cds.crypto.cobblestone.Cobblestone;
import io.cds.crypto.format.BulkInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Opens a content in one pass: each piece of 1 MiB is digested and decrypted by one thread of the
 * crew, and its plaintext handed out in order.
 *
 * <p>Every octet handed out belongs to a piece all of whose tags were right; see {@link
 * ContentOpener}.
 *
 * <p>Memory: 2 MiB for each piece in the works, less for small contents. Used by one thread.
 */
final class PieceOpener extends BulkInputStream {

  private static final int PIECE = PieceDigests.PIECE;
  private static final int MOST = PIECE + Cobblestone.SEALED_CHUNK;

  private final InputStream octets;
  private final Extent signed;
  private final byte[] inputKey;
  private final byte[] context;
  private final Window<Slot> window;
  private final Queue<Slot> spare = new ArrayDeque<>();
  private final ByteArrayOutputStream digests = new ByteArrayOutputStream();
  private @Nullable ChunkKeys keys;
  private @Nullable Slot read;
  private @Nullable Slot current;
  private int position;
  private long taken;
  private boolean ended;
  private @Nullable Exception failure;

  PieceOpener(InputStream octets, Extent signed, byte[] inputKey, byte[] context, Crew crew) {
    this.octets = octets;
    this.signed = signed;
    this.inputKey = inputKey.clone();
    this.context = context.clone();
    this.window = new Window<>(crew);
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    Slot slot = more();
    if (slot == null) {
      return -1;
    }
    int n = Math.min(count, slot.length - position);
    System.arraycopy(slot.plain, position, target, offset, n);
    position += n;
    return n;
  }

  /** Waits for whoever is at work, and wipes the clear octets. */
  @Override
  public void close() throws IOException {
    window.close();
    if (current != null) {
      spare.add(current);
      current = null;
    }
    spare.forEach(Slot::wipe);
    Arrays.fill(inputKey, (byte) 0);
    if (failure == null) {
      failure = new IOException("Cannot read on: the content was closed");
    }
    octets.close();
  }

  private @Nullable Slot more() throws IOException {
    stickToFailure();
    try {
      while (!ended && (current == null || position == current.length)) {
        advance();
      }
      return current;
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  private void stickToFailure() throws IOException {
    if (failure instanceof InvalidEnvelopeException first) {
      throw new InvalidEnvelopeException(
          first.reason(), "an earlier read of this content failed", first);
    }
    if (failure != null) {
      throw new IOException("Cannot read on: an earlier read of this content failed", failure);
    }
  }

  private void advance() throws IOException {
    if (current != null) {
      spare.add(current);
      current = null;
    }
    while (!window.isFull() && taken < signed.length()) {
      ahead();
    }
    if (window.isEmpty()) {
      end();
      return;
    }
    current = window.take();
    position = 0;
    digests.writeBytes(current.digest);
  }

  /** Reads one piece and gives it to the crew. */
  private void ahead() throws IOException {
    Slot before = read;
    Slot slot = spare.isEmpty() ? new Slot() : spare.remove();
    int rest = before == null ? 0 : before.rest();
    int n = (int) Math.min(PIECE, signed.length() - taken);
    slot.begin(before, rest, n);
    if (octets.readNBytes(slot.sealed, rest, n) != n) {
      throw new InvalidEnvelopeException(
          CONTENT_LENGTH,
          "Cannot open the content: it ends before its [" + signed.length() + "] octets");
    }
    if (keys == null) {
      keys = ChunkKeys.committed(inputKey, Arrays.copyOf(slot.sealed, Cobblestone.HEADER), context);
    }
    taken += n;
    slot.last = taken == signed.length();
    read = slot;
    ChunkKeys with = keys;
    window.add(
        () -> {
          slot.open(with);
          return slot;
        });
  }

  private void end() throws IOException {
    if (octets.read() != -1) {
      throw new InvalidEnvelopeException(
          CONTENT_LENGTH,
          "Cannot open the content: it goes on after its [" + signed.length() + "] octets");
    }
    if (!MessageDigest.isEqual(Digests.sha256(digests.toByteArray()), signed.digest().octets())) {
      throw new InvalidEnvelopeException(
          CONTENT_DIGEST, "Cannot open the content: its digest is not the signed one");
    }
    ended = true;
  }

  /** One piece in the works, behind the octets of its first chunk that lie in the piece before. */
  private static final class Slot {

    private final MessageDigest sha256 = Digests.newSha256();
    private @Nullable ChunkCipher cipher;
    private byte[] sealed = new byte[0];
    private byte[] plain = new byte[0];
    private byte[] digest = new byte[0];
    private long firstChunk;
    private int header;
    private int shared;
    private int filled;
    private boolean last;
    private int length;

    void begin(@Nullable Slot before, int rest, int n) {
      byte[] from = before == null ? sealed : before.sealed;
      int at = before == null ? 0 : before.filled - rest;
      byte[] to = sealed.length < rest + n ? new byte[n < PIECE ? rest + n : MOST] : sealed;
      System.arraycopy(from, at, to, 0, rest);
      firstChunk = before == null ? 0 : before.firstChunk + before.chunks();
      sealed = to;
      if (plain.length < rest + n) {
        plain = new byte[to.length];
      }
      header = before == null ? Cobblestone.HEADER : 0;
      shared = rest;
      filled = rest + n;
      last = false;
    }

    /** Whole chunks that end in this piece. */
    private int chunks() {
      return (filled - header) / Cobblestone.SEALED_CHUNK;
    }

    /** Octets of the chunk that goes on in the next piece. */
    int rest() {
      return (filled - header) % Cobblestone.SEALED_CHUNK;
    }

    void open(ChunkKeys keys) {
      if (cipher == null) {
        cipher = ChunkCipher.opening(keys);
      }
      int done = shared;
      length = 0;
      int whole = chunks();
      for (int i = 0; i < (last ? whole + 1 : whole); i++) {
        int from = header + i * Cobblestone.SEALED_CHUNK;
        int n = i < whole ? Cobblestone.SEALED_CHUNK : rest();
        sha256.update(sealed, done, from + n - done);
        done = from + n;
        length += cipher.work(firstChunk + i, sealed, from, n, plain, length);
      }
      sha256.update(sealed, done, filled - done);
      digest = sha256.digest();
    }

    void wipe() {
      Arrays.fill(plain, (byte) 0);
    }
  }
}
