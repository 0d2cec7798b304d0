package io.cds.store.jdbc.content;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.ContentKey;
import io.cds.store.jdbc.sql.Database;
import io.cds.store.jdbc.sql.Durability;
import io.cds.store.jdbc.sql.Session;
import io.cds.store.jdbc.sql.Transaction;

/** Content as rows of pieces. */
record PieceKeeping(Database database) implements Keeping {
  private static final int PIECES_PER_REMOVAL = 16;

  @Override
  public Sink begin(Transaction transaction, ContentKey key, Held fresh) {
    return new PieceSink(database, key, fresh.place(), fresh.token(), 0);
  }

  @Override
  public Sink resume(
      Transaction transaction, ContentKey key, Held former, long token, long length) {
    ContentTable.cut(transaction.session(), former.place(), length);
    return new PieceSink(database, key, former.place(), token, length);
  }

  @Override
  public long durable(Held unfinished) {
    return unfinished.length();
  }

  @Override
  public Source source(Held held, ContentRef ref) {
    return new ContentSource(
        ref, (from, end) -> new PieceStream(database, held.place(), from, end));
  }

  @Override
  public boolean removeSome(Held held) {
    return database.write(
        Durability.PROCESS,
        transaction -> {
          Session session = transaction.session();
          int pieces = ContentTable.removePieces(session, held.place(), PIECES_PER_REMOVAL);
          if (pieces < PIECES_PER_REMOVAL) {
            ContentTable.remove(session, held.place());
          }
          return pieces == PIECES_PER_REMOVAL;
        });
  }
}
