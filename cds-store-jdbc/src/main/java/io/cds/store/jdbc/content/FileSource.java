package io.cds.store.jdbc.content;

import io.cds.api.ContentRef;
import io.cds.api.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Finished content in a directory. */
record FileSource(ContentDirectory directory, List<Stretch> stretches, ContentRef ref)
    implements Source {
  @Override
  public long length() {
    return ref.length();
  }

  @Override
  public InputStream open() {
    return new FileStream(directory, stretches, 0, ref.length());
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
    return new FileStream(directory, stretches, from, from + length);
  }
}
