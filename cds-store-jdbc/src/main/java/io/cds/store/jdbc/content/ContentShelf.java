package io.cds.store.jdbc.content;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Contents;
import io.cds.store.jdbc.sql.Database;
import io.cds.store.jdbc.sql.Durability;
import io.cds.store.jdbc.sql.Fault;
import io.cds.store.jdbc.sql.Session;
import io.cds.store.jdbc.sql.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Contents, outside of transactions. Each lies where its own row says, new ones in one place. */
public final class ContentShelf {
  private final Database database;
  private final Keeping pieces;
  private final Optional<FileKeeping> files;

  private ContentShelf(Database database, Optional<FileKeeping> files) {
    this.database = database;
    this.pieces = new PieceKeeping(database);
    this.files = files;
  }

  /**
   * The contents of this database.
   *
   * @param directory where new content lies; if there is none, in the database
   * @throws io.cds.api.CdsException {@code STORE_FAILED} if the directory is not this store's, or
   *     content lies in one and none is given
   */
  public static ContentShelf open(Database database, Optional<Path> directory) {
    boolean used = database.read(ContentTable::inDirectory);
    if (used && directory.isEmpty()) {
      throw noDirectory();
    }
    return new ContentShelf(
        database,
        directory.map(
            path -> new FileKeeping(database, ContentDirectory.open(path, database.id(), used))));
  }

  /** As {@link io.cds.api.store.Store#stage}. */
  public Sink stage(ContentKey key, long resumeAt) {
    return resumeAt == 0 ? anew(key) : resumed(key, resumeAt);
  }

  private Sink anew(ContentKey key) {
    Begun begun =
        database.write(
            Durability.PROCESS,
            transaction -> {
              Session session = transaction.session();
              Optional<Held> former = released(session, key);
              Optional<String> file = files.map(directory -> session.random());
              Held fresh = ContentTable.create(session, key, file, Chance.of(session));
              return new Begun(keeping(fresh).begin(transaction, key, fresh), former);
            });
    begun.former.ifPresent(this::remove);
    return begun.sink;
  }

  private record Begun(Sink sink, Optional<Held> former) {}

  private static Optional<Held> released(Session session, ContentKey key) {
    Optional<Held> former = ContentTable.unfinished(session, key);
    former.ifPresent(held -> ContentTable.state(session, held.place(), ContentState.RELEASED));
    return former;
  }

  private Sink resumed(ContentKey key, long resumeAt) {
    return database.write(
        Durability.PROCESS,
        transaction -> {
          Session session = transaction.session();
          Optional<Held> unfinished = ContentTable.unfinished(session, key);
          long durable = unfinished.map(Held::length).orElse(0L);
          if (unfinished.isEmpty() || resumeAt < 0 || resumeAt > durable) {
            throw Fault.failed(
                "content " + key.name() + " resumed at " + resumeAt + ", durable is " + durable);
          }
          Held former = unfinished.get();
          long token = Chance.of(session).token();
          ContentTable.takeOver(session, former.place(), resumeAt, token, session.now());
          return keeping(former).resume(transaction, key, former, token, resumeAt);
        });
  }

  private Keeping keeping(Held held) {
    return held.file().isEmpty() ? pieces : files.orElseThrow(ContentShelf::noDirectory);
  }

  private static RuntimeException noDirectory() {
    return Fault.failed(
        "content of this store lies in a directory; open the store with contentIn(directory)");
  }

  /** As {@link io.cds.api.store.Store#durable}. */
  public long durable(ContentKey key) {
    return database
        .read(session -> ContentTable.unfinished(session, key))
        .map(held -> keeping(held).durable(held))
        .orElse(0L);
  }

  /** As {@link io.cds.api.store.Store#content}. */
  public Source content(ContentRef ref) {
    ContentPlace place = ContentPlace.of(ref);
    Held held =
        database
            .read(session -> ContentTable.readable(session, place, ref))
            .orElseThrow(() -> ContentPlace.none(ref));
    return keeping(held).source(held, ref);
  }

  /** As {@link io.cds.api.store.Store#discard}. */
  public void discard(ContentKey key) {
    database
        .write(Durability.PROCESS, transaction -> released(transaction.session(), key))
        .ifPresent(this::remove);
  }

  /** As {@link io.cds.api.store.Store#sweep}; finishes removals that were cut short, too. */
  public int sweep(Duration age) {
    Instant last = database.read(Session::now).minus(age);
    int swept = 0;
    for (ContentPlace place : database.read(session -> ContentTable.orphans(session, last))) {
      boolean ours =
          database.write(
              Durability.PROCESS,
              transaction -> ContentTable.releaseOrphan(transaction.session(), place, last));
      swept += ours ? 1 : 0;
    }
    List<Held> released = database.read(ContentTable::released);
    released.stream()
        .filter(held -> held.file().isEmpty() || files.isPresent())
        .forEach(this::remove);
    return swept + files.map(directory -> directory.sweep(last)).orElse(0);
  }

  /** Removes released content. */
  void remove(ContentPlace place) {
    database.read(session -> ContentTable.find(session, place)).ifPresent(this::remove);
  }

  private void remove(Held held) {
    Keeping keeping = keeping(held);
    boolean more = true;
    while (more) {
      more = keeping.removeSome(held);
    }
  }

  /** Contents of one transaction; {@code own} if the store itself commits it. */
  public Contents in(Transaction transaction, boolean own) {
    return new ContentBinding(this, transaction, own);
  }
}
