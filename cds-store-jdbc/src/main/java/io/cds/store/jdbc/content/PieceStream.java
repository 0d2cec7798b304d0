package io.cds.store.jdbc.content;

import io.cds.api.CdsException;
import io.cds.store.jdbc.sql.Database;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A stretch of content, one piece in memory at a time, no transaction open between pieces. */
final class PieceStream extends InputStream {
  private static final Piece NONE = new Piece(0, new byte[0]);

  private final Database database;
  private final ContentPlace place;
  private final long end;
  private long at;
  private Piece piece = NONE;

  PieceStream(Database database, ContentPlace place, long from, long end) {
    this.database = database;
    this.place = place;
    this.at = from;
    this.end = end;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException {
    Objects.checkFromIndexSize(offset, most, into.length);
    if (most == 0) {
      return 0;
    }
    if (at == end) {
      return -1;
    }
    if (at >= piece.place() + piece.octets().length) {
      load();
    }
    int from = (int) (at - piece.place());
    int n = (int) Math.min(Math.min(most, piece.octets().length - from), end - at);
    System.arraycopy(piece.octets(), from, into, offset, n);
    at += n;
    return n;
  }

  @Override
  public long skip(long n) {
    long skipped = Math.max(0, Math.min(n, end - at));
    at += skipped;
    return skipped;
  }

  @Override
  public int available() {
    long here = piece.place() + piece.octets().length - at;
    return (int) Math.max(0, Math.min(here, end - at));
  }

  private void load() throws IOException {
    try {
      piece =
          database
              .read(session -> ContentTable.piece(session, place, at))
              .filter(found -> at < found.place() + found.octets().length)
              .orElseThrow(
                  () ->
                      new IOException(
                          "Content ["
                              + place.party()
                              + ":"
                              + place.id()
                              + "] has no octet ["
                              + at
                              + "]; it was released meanwhile"));
    } catch (CdsException e) {
      throw new IOException("Content could not be read from the store", e);
    }
  }
}
