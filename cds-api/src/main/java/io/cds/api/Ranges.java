package io.cds.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stretch of a stream. */
final class Ranges {
  private Ranges() {}

  /** The {@code length} octets of {@code in} after {@code from}; closes {@code in} with itself. */
  static InputStream limited(InputStream in, long from, long length) throws IOException {
    try {
      in.skipNBytes(from);
    } catch (IOException e) {
      in.close();
      throw e;
    }
    return new Limited(in, length);
  }

  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long length) {
      super(in);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      int octet = super.read();
      left -= octet < 0 ? 0 : 1;
      return octet;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      if (left == 0 && most > 0) {
        return -1;
      }
      int n = super.read(into, offset, (int) Math.min(most, left));
      left -= Math.max(n, 0);
      return n;
    }

    @Override
    public long skip(long n) throws IOException {
      long skipped = super.skip(Math.min(n, left));
      left -= skipped;
      return skipped;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(super.available(), left);
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
