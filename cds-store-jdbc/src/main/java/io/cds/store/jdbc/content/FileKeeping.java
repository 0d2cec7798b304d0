package io.cds.store.jdbc.content;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.ContentKey;
import io.cds.store.jdbc.sql.Database;
import io.cds.store.jdbc.sql.Durability;
import io.cds.store.jdbc.sql.Session;
import io.cds.store.jdbc.sql.Transaction;
import java.time.Instant;
import java.util.List;

/**
 * Content as files in a directory, told by rows of the database. A row is there before its file,
 * and its file is gone before it, so that no crash of ours leaves a file that no row tells.
 *
 * <p>A sink that takes over from one that was closed goes on in the file that this one wrote. Else
 * somebody may still write there: then it gets a file of its own, and the octets of both are read
 * one after another.
 */
final class FileKeeping implements Keeping {
  private static final int FILES_PER_REMOVAL = 16;

  private final Database database;
  private final ContentDirectory directory;
  private final Strays strays;

  FileKeeping(Database database, ContentDirectory directory) {
    this.database = database;
    this.directory = directory;
    this.strays = new Strays(database, directory);
  }

  @Override
  public Sink begin(Transaction transaction, ContentKey key, Held fresh) {
    FileTable.add(transaction.session(), fresh.place(), 0, fresh.token());
    Stretch own = new Stretch(Stretch.name(fresh, fresh.token()), 0, 0);
    return new FileSink(database, directory, key, fresh, own);
  }

  @Override
  public Sink resume(
      Transaction transaction, ContentKey key, Held former, long token, long length) {
    Session session = transaction.session();
    Held taken = new Held(former.place(), former.file(), token, length);
    List<Stretch> all = Stretch.of(former, FileTable.of(session, former.place()));
    List<Stretch> kept = all.stream().filter(s -> s.from() == 0 || s.from() < length).toList();
    boolean alone = former.token() == 0 && kept.size() == all.size();
    Stretch own = kept.get(kept.size() - 1);
    if (!alone) {
      FileTable.removeFrom(session, former.place(), length);
      FileTable.add(session, former.place(), length, token);
      own = new Stretch(Stretch.name(former, token), length, 0);
    }
    return new FileSink(database, directory, key, taken, own);
  }

  /** A directory that was restored from a copy may have less than the row tells. */
  @Override
  public long durable(Held unfinished) {
    return directory.octets(stretches(unfinished));
  }

  @Override
  public Source source(Held held, ContentRef ref) {
    List<Stretch> stretches = stretches(held);
    directory.require(stretches);
    return new ContentSource(ref, (from, end) -> new FileStream(directory, stretches, from, end));
  }

  private List<Stretch> stretches(Held held) {
    return Stretch.of(held, database.read(session -> FileTable.of(session, held.place())));
  }

  @Override
  public boolean removeSome(Held held) {
    List<FileTable.Start> all = database.read(session -> FileTable.of(session, held.place()));
    List<FileTable.Start> last =
        all.subList(Math.max(0, all.size() - FILES_PER_REMOVAL), all.size());
    last.forEach(start -> directory.delete(Stretch.name(held, start.token())));
    boolean more = last.size() < all.size();
    database.write(
        Durability.PROCESS,
        transaction -> {
          Session session = transaction.session();
          FileTable.removeFrom(session, held.place(), more ? last.get(0).place() : 0);
          if (!more) {
            ContentTable.remove(session, held.place());
          }
          return true;
        });
    return more;
  }

  /** Removes files that no row tells. @return how many */
  int sweep(Instant last) {
    return strays.sweep(last);
  }
}
