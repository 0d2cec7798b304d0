package io.cds.store.jdbc;

import io.cds.api.ContentRef;
import io.cds.api.HostTransaction;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.Capability;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Store;
import io.cds.store.jdbc.content.ContentShelf;
import io.cds.store.jdbc.sql.Database;
import io.cds.store.jdbc.sql.Durability;
import io.cds.store.jdbc.sql.Transaction;
import io.cds.store.jdbc.table.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A store in a database, whatever its dialect. */
abstract class JdbcStore implements Store {
  private final Database database;
  private final ContentShelf shelf;

  /**
   * @param directory where new content lies, if not in the database
   */
  JdbcStore(Database database, Optional<Path> directory) {
    this.database = database;
    try {
      this.shelf = ContentShelf.open(database, directory);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.SHARED, Capability.JOINS_HOST, Capability.DURABLE);
  }

  @Override
  public <R> R transact(Work<R> work) {
    return database.write(Durability.MACHINE, transaction -> run(transaction, work, true));
  }

  /** {@inheritDoc} Work that writes is refused. */
  @Override
  public <R> R read(Work<R> work) {
    return database.look(transaction -> run(transaction, work, true));
  }

  /**
   * {@inheritDoc}
   *
   * <p>The host's transaction gives its {@code java.sql.Connection} through {@code unwrap}: one to
   * the database of this store, in a transaction; of SQLite one that began {@code IMMEDIATE}.
   */
  @Override
  public <R> R join(HostTransaction host, Work<R> work) {
    return database.join(host, transaction -> run(transaction, work, false));
  }

  private <R> R run(Transaction transaction, Work<R> work, boolean own) {
    try {
      return work.run(new Tables(transaction, shelf.in(transaction, own)));
    } catch (Exception e) {
      throw JdbcStore.<RuntimeException>asItIs(e);
    }
  }

  /** Passes an exception of the work through, checked or not. */
  @SuppressWarnings("unchecked") // the compiler is told a type; nothing is converted
  private static <E extends Exception> RuntimeException asItIs(Exception e) throws E {
    throw (E) e;
  }

  @Override
  public Sink stage(ContentKey key, long resumeAt) {
    return shelf.stage(key, resumeAt);
  }

  @Override
  public long durable(ContentKey key) {
    return shelf.durable(key);
  }

  @Override
  public Source content(ContentRef ref) {
    return shelf.content(ref);
  }

  @Override
  public void discard(ContentKey key) {
    shelf.discard(key);
  }

  @Override
  public int sweep(Duration age) {
    return shelf.sweep(age);
  }

  /** Closes its connections; those of a host's data source are the host's. */
  @Override
  public void close() {
    database.close();
  }
}
