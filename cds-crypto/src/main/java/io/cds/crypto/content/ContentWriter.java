package io.cds.crypto.content;

import io.cds.api.envelope.Compression;
import io.cds.crypto.format.OctetSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the plaintext of a content: the attachments one after another, then the padding.
 *
 * <p>Octets that do not shrink are stored as they are: an attachment of up to 64 KiB is judged
 * whole, a longer one by its first 64 KiB. One pass, constant memory, one thread at a time.
 */
public final class ContentWriter implements AutoCloseable {

  private static final int PROBE = 64 * 1024;
  private static final int RUN = 64 * 1024;

  /** Of the deflater: 1 is fast, 9 small. */
  private static final int LEVEL = 4;

  private final OctetSink out;
  private final Expansion expansion;
  private final Compression best;
  private @Nullable Compressor compressor;
  private byte[] run = new byte[0];
  private long lengths;
  private long total;

  /**
   * Begins a content.
   *
   * @param best how attachments that shrink are stored
   * @param expansion what the reader allows
   */
  public ContentWriter(OctetSink out, Compression best, Expansion expansion) {
    this.out = out;
    this.best = best;
    this.expansion = expansion;
  }

  /**
   * Adds one attachment.
   *
   * @throws IOException when it has another length than announced, or cannot be read or written
   */
  public Stored add(InputStream attachment, long length) throws IOException {
    room(length);
    int first = attachment.readNBytes(run, 0, (int) Math.min(PROBE, length));
    Compressor shrink = compressor();
    Stored stored =
        shrink != null && shrink.probe(run, first) < first
            ? shrunk(shrink, attachment, first, length)
            : plain(attachment, first, length);
    if (attachment.read() != -1) {
      throw new IOException(
          "Cannot seal an attachment: it has more than the announced [" + length + "] octets");
    }
    return stored;
  }

  /** Octets that the attachments have taken up so far. */
  public long total() {
    return total;
  }

  /** Pads to the Padmé length, at least 4 KiB. */
  public void pad() throws IOException {
    long left = Padding.padded(total) - total;
    room(left);
    Arrays.fill(run, (byte) 0);
    while (left > 0) {
      int n = (int) Math.min(run.length, left);
      out.write(run, 0, n);
      left -= n;
    }
  }

  @Override
  public void close() {
    if (compressor != null) {
      compressor.close();
    }
  }

  /** A compressor takes a quarter of a MiB and more: made when it is first wanted. */
  private @Nullable Compressor compressor() {
    if (compressor == null) {
      compressor =
          switch (best) {
            case NONE -> null;
            case DEFLATE -> new Deflation(LEVEL, expansion);
            case ZSTD -> new Zstandard(expansion);
          };
    }
    return compressor;
  }

  /** Makes the run as long as so many octets ask for, within bounds. */
  private void room(long octets) {
    int wanted = (int) Math.min(RUN, octets);
    if (run.length < wanted) {
      run = new byte[wanted];
    }
  }

  private Stored plain(InputStream attachment, int first, long length) throws IOException {
    long done = 0;
    int n = first;
    while (n > 0) {
      out.write(run, 0, n);
      done += n;
      n = attachment.readNBytes(run, 0, (int) Math.min(RUN, length - done));
    }
    return added(done, length, done, Compression.NONE);
  }

  private Stored shrunk(Compressor shrink, InputStream attachment, int first, long length)
      throws IOException {
    shrink.begin(length);
    Progress progress = new Progress();
    int n = first;
    while (n > 0) {
      progress.written += shrink.write(run, n, progress, out);
      progress.read += n;
      n = attachment.readNBytes(run, 0, (int) Math.min(RUN, length - progress.read));
    }
    if (progress.read == length) {
      progress.written += shrink.finish(out);
    }
    return added(progress.read, length, progress.written, best);
  }

  private Stored added(long done, long length, long stored, Compression compression)
      throws IOException {
    if (done != length) {
      throw new IOException(
          "Cannot seal an attachment: it has ["
              + done
              + "] octets, announced were ["
              + length
              + "]");
    }
    lengths += length;
    total += stored;
    if (!expansion.allows(stored, length) || !expansion.allows(total, lengths)) {
      throw new IllegalStateException(
          "Cannot seal an attachment: [" + length + "] octets shrank to [" + stored + "]");
    }
    return new Stored(length, stored, compression);
  }

  /** What the attachment at hand has taken up. */
  private final class Progress implements Compressor.Allowance {
    private long read;
    private long written;

    @Override
    public long missing(Expansion limit) {
      return Math.max(limit.missing(written, read), limit.missing(total + written, lengths + read));
    }
  }
}
