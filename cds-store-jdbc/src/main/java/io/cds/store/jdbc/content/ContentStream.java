package io.cds.store.jdbc.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A stretch of content, however its octets are kept; closes itself at its end. */
abstract class ContentStream extends InputStream {
  private final long end;
  private long at;

  ContentStream(long from, long end) {
    this.at = from;
    this.end = end;
  }

  /** Which octet of the content comes next. */
  final long at() {
    return at;
  }

  /** Where the stretch ends, exclusive. */
  final long end() {
    return end;
  }

  /**
   * Reads from {@link #at} on, which lies before the end.
   *
   * @param most at least 1
   * @return how many octets, at least 1 and not beyond the end
   */
  abstract int some(byte[] into, int offset, int most) throws IOException;

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public final int read(byte[] into, int offset, int most) throws IOException {
    Objects.checkFromIndexSize(offset, most, into.length);
    if (most == 0) {
      return 0;
    }
    if (at == end) {
      close();
      return -1;
    }
    int n = some(into, offset, most);
    at += n;
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = Math.max(0, Math.min(n, end - at));
    at += skipped;
    return skipped;
  }
}
