package io.cds.testkit.calls;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose line is cut after so many octets. */
public final class CutStream extends FilterInputStream {
  private long left;

  /** This stream, of which so many octets come; 0 or more. */
  public CutStream(InputStream in, long left) {
    super(in);
    this.left = left;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] octets, int from, int length) throws IOException {
    if (length > 0 && left == 0) {
      throw new IOException("the line was cut");
    }
    int read = super.read(octets, from, (int) Math.min(length, left));
    left -= Math.max(read, 0);
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(Math.min(count, left));
    left -= skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
