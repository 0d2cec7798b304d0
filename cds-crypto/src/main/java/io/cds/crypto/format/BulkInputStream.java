package io.cds.crypto.format;

import java.io.IOException;
import java.io.InputStream;

/** A stream that is read in runs; a single octet is a run of one. */
public abstract class BulkInputStream extends InputStream {

  /** For subclasses. */
  protected BulkInputStream() {}

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public abstract int read(byte[] octets, int offset, int length) throws IOException;
}
