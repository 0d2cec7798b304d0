package io.cds.store.jdbc.content;

import io.cds.api.ContentRef;
import io.cds.api.Source;
import java.io.IOException;
import java.io.InputStream;

/** Finished content, however its octets are kept. */
record ContentSource(ContentRef ref, Reading reading) implements Source {
  /** Reads from an octet of the content up to another, exclusive. */
  @FunctionalInterface
  interface Reading {
    InputStream open(long from, long end);
  }

  @Override
  public long length() {
    return ref.length();
  }

  @Override
  public InputStream open() {
    return reading.open(0, ref.length());
  }

  @Override
  public InputStream open(long from, long length) throws IOException {
    if (from < 0 || length < 0 || from > ref.length() - length) {
      throw new IOException(
          "Range ["
              + from
              + ", +"
              + length
              + "] is outside content of ["
              + ref.length()
              + "] octets");
    }
    return reading.open(from, from + length);
  }
}
