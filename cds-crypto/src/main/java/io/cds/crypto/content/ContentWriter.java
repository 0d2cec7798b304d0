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

  private final OctetSink out;
  private final Expansion expansion;
  private final int level;
  private @Nullable Deflation deflation;
  private byte[] run = new byte[0];
  private long lengths;
  private long total;

  /**
   * Begins a content.
   *
   * @param level the level of the deflater, 1 (fast) to 9 (small)
   * @param expansion what the reader allows
   */
  public ContentWriter(OctetSink out, int level, Expansion expansion) {
    this.out = out;
    this.expansion = expansion;
    this.level = level;
  }

  /**
   * Adds one attachment.
   *
   * @throws IOException when it has another length than announced, or cannot be read or written
   */
  public Stored add(InputStream attachment, long length, boolean compress) throws IOException {
    room(length);
    int first = attachment.readNBytes(run, 0, (int) Math.min(PROBE, length));
    Deflation deflate = compress ? deflation() : null;
    Stored stored =
        deflate != null && deflate.probe(run, first) < first
            ? deflated(deflate, attachment, first, length)
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
    if (deflation != null) {
      deflation.close();
    }
  }

  /** A deflater takes a quarter of a MiB: made when it is first wanted. */
  private Deflation deflation() {
    if (deflation == null) {
      deflation = new Deflation(level, expansion);
    }
    return deflation;
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

  private Stored deflated(Deflation deflate, InputStream attachment, int first, long length)
      throws IOException {
    deflate.begin();
    Progress progress = new Progress();
    int n = first;
    while (n > 0) {
      progress.written += deflate.write(run, n, progress, out);
      progress.read += n;
      n = attachment.readNBytes(run, 0, (int) Math.min(RUN, length - progress.read));
    }
    progress.written += deflate.finish(out);
    return added(progress.read, length, progress.written, Compression.DEFLATE);
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
  private final class Progress implements Deflation.Allowance {
    private long read;
    private long written;

    @Override
    public boolean fits(Expansion limit) {
      return limit.allows(written, read) && limit.allows(total + written, lengths + read);
    }
  }
}
