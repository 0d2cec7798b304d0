package io.cds.store.jdbc.content;

import io.cds.api.CdsException;
import io.cds.store.jdbc.sql.Database;
import java.io.IOException;

/** A stretch of content, one piece in memory at a time, no transaction open between pieces. */
final class PieceStream extends ContentStream {
  private static final Piece NONE = new Piece(0, new byte[0]);

  private final Database database;
  private final ContentPlace place;
  private Piece piece = NONE;

  PieceStream(Database database, ContentPlace place, long from, long end) {
    super(from, end);
    this.database = database;
    this.place = place;
  }

  @Override
  int some(byte[] into, int offset, int most) throws IOException {
    if (at() >= piece.place() + piece.octets().length) {
      load();
    }
    int from = (int) (at() - piece.place());
    int n = (int) Math.min(Math.min(most, piece.octets().length - from), end() - at());
    System.arraycopy(piece.octets(), from, into, offset, n);
    return n;
  }

  @Override
  public int available() {
    long here = piece.place() + piece.octets().length - at();
    return (int) Math.max(0, Math.min(here, end() - at()));
  }

  private void load() throws IOException {
    try {
      piece =
          database
              .read(session -> ContentTable.piece(session, place, at()))
              .filter(found -> at() < found.place() + found.octets().length)
              .orElseThrow(
                  () ->
                      new IOException(
                          "Content ["
                              + place.party()
                              + ":"
                              + place.id()
                              + "] has no octet ["
                              + at()
                              + "]; it was released meanwhile"));
    } catch (CdsException e) {
      throw new IOException("Content could not be read from the store", e);
    }
  }
}
