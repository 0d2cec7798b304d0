package io.cds.store.jdbc.content;

import io.cds.api.ContentRef;
import io.cds.api.Source;
import io.cds.store.jdbc.sql.Database;
import java.io.IOException;
import java.io.InputStream;

/** Finished content. */
record PieceSource(Database database, ContentPlace place, ContentRef ref) implements Source {
  @Override
  public long length() {
    return ref.length();
  }

  @Override
  public InputStream open() {
    return new PieceStream(database, place, 0, ref.length());
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
    return new PieceStream(database, place, from, from + length);
  }
}
