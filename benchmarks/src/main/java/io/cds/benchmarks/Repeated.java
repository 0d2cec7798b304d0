package io.cds.benchmarks;

import io.cds.api.Source;
import java.io.InputStream;

/** One MiB that nothing shrinks, again and again: content of any length that takes no room. */
final class Repeated extends InputStream {
  private static final byte[] MEBIBYTE = Samples.random(1 << 20);

  private final long length;
  private long position;

  private Repeated(long length) {
    this.length = length;
  }

  static Source of(long length) {
    return Source.of(length, () -> new Repeated(length));
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int most) {
    if (position == length) {
      return -1;
    }
    int from = (int) (position % MEBIBYTE.length);
    int n = (int) Math.min(Math.min(most, MEBIBYTE.length - from), length - position);
    System.arraycopy(MEBIBYTE, from, into, offset, n);
    position += n;
    return n;
  }
}
