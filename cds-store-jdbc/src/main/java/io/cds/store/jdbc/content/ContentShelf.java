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
import io.cds.store.jdbc.table.Counters;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Contents, outside of transactions. */
public final class ContentShelf {
  private static final int PIECES_PER_REMOVAL = 16;

  private final Database database;

  /** In this database. */
  public ContentShelf(Database database) {
    this.database = database;
  }

  /** As {@link io.cds.api.store.Store#stage}. */
  public Sink stage(ContentKey key, long resumeAt) {
    return resumeAt == 0 ? anew(key) : resumed(key, resumeAt);
  }

  private Sink anew(ContentKey key) {
    discard(key);
    return database.write(
        Durability.PROCESS,
        transaction -> {
          Session session = transaction.session();
          long token = token(session, key);
          ContentTable.unfinished(session, key)
              .ifPresent(
                  former -> ContentTable.state(session, former.place(), ContentState.RELEASED));
          ContentPlace place = ContentTable.create(session, key, token, session.now());
          return new PieceSink(database, key, place, token, 0);
        });
  }

  private Sink resumed(ContentKey key, long resumeAt) {
    return database.write(
        Durability.PROCESS,
        transaction -> {
          Session session = transaction.session();
          Optional<ContentTable.Unfinished> former = ContentTable.unfinished(session, key);
          long durable = former.map(ContentTable.Unfinished::length).orElse(0L);
          if (former.isEmpty() || resumeAt < 0 || resumeAt > durable) {
            throw Fault.failed(
                "content " + key.name() + " resumed at " + resumeAt + ", durable is " + durable);
          }
          ContentPlace place = former.get().place();
          long token = token(session, key);
          ContentTable.takeOver(session, place, resumeAt, token, session.now());
          return new PieceSink(database, key, place, token, resumeAt);
        });
  }

  private static long token(Session session, ContentKey key) {
    return Counters.next(session, key.party(), "sink");
  }

  /** As {@link io.cds.api.store.Store#durable}. */
  public long durable(ContentKey key) {
    return database
        .read(session -> ContentTable.unfinished(session, key))
        .map(ContentTable.Unfinished::length)
        .orElse(0L);
  }

  /** As {@link io.cds.api.store.Store#content}. */
  public Source content(ContentRef ref) {
    ContentPlace place = ContentPlace.of(ref);
    if (!database.read(session -> ContentTable.readable(session, place, ref))) {
      throw ContentPlace.none(ref);
    }
    return new PieceSource(database, place, ref);
  }

  /** As {@link io.cds.api.store.Store#discard}. */
  public void discard(ContentKey key) {
    Optional<ContentPlace> place =
        database.write(
            Durability.PROCESS,
            transaction -> {
              Session session = transaction.session();
              Optional<ContentPlace> former =
                  ContentTable.unfinished(session, key).map(ContentTable.Unfinished::place);
              former.ifPresent(p -> ContentTable.state(session, p, ContentState.RELEASED));
              return former;
            });
    place.ifPresent(this::remove);
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
    database.read(ContentTable::released).forEach(this::remove);
    return swept;
  }

  /** Removes released content, in bounded commits. */
  void remove(ContentPlace place) {
    int removed = PIECES_PER_REMOVAL;
    while (removed == PIECES_PER_REMOVAL) {
      removed =
          database.write(
              Durability.PROCESS,
              transaction -> {
                Session session = transaction.session();
                int pieces = ContentTable.removePieces(session, place, PIECES_PER_REMOVAL);
                if (pieces < PIECES_PER_REMOVAL) {
                  ContentTable.remove(session, place);
                }
                return pieces;
              });
    }
  }

  /** Contents of one transaction; {@code own} if the store itself commits it. */
  public Contents in(Transaction transaction, boolean own) {
    return new ContentBinding(this, transaction, own);
  }
}
