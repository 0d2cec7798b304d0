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
import java.util.Set;

/**
 * The store in one SQLite file, nothing to install.
 *
 * <p><b>Guarantees.</b> A commit waits for the disk (write-ahead log, {@code synchronous=FULL}): it
 * survives {@code kill -9} and a crash of the machine. Pieces of content survive a crash of the
 * process at once, and one of the machine from the transaction on that binds them. Several
 * processes on one machine may use one file.
 *
 * <p><b>Does not guarantee.</b> Anything on a network file system: SQLite's locks do not hold
 * there.
 *
 * <p><b>Time.</b> The store's clock is the one that it was opened with, by default the system's:
 * one file means one machine, so all its processes share a clock. For leases it must not be set
 * back.
 *
 * <p><b>Failure.</b> {@code STORE_FULL} when the disk or the limit is reached, {@code STORE_FAILED}
 * for all else, such as another process that holds the file for longer than the busy timeout;
 * nothing is half done.
 *
 * <p><b>Threading.</b> Any. Transactions of one process queue in order.
 */
public final class SqliteStore implements Store {
  private final Database database;
  private final ContentShelf shelf;

  SqliteStore(Database database) {
    this.database = database;
    this.shelf = new ContentShelf(database);
  }

  /**
   * Opens the file, or creates it, with all defaults.
   *
   * @throws io.cds.api.CdsException {@code STORE_FAILED} if it cannot be opened, or was written by
   *     a newer version
   */
  public static SqliteStore open(Path file) {
    return builder().file(file).open();
  }

  /** For other settings, or a host's data source. */
  public static SqliteStoreBuilder builder() {
    return new SqliteStoreBuilder();
  }

  @Override
  public String name() {
    return "sqlite";
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

  /**
   * {@inheritDoc}
   *
   * <p>The host's transaction gives its {@code java.sql.Connection} through {@code unwrap}: one to
   * the file of this store, in a transaction that began {@code IMMEDIATE}.
   */
  @Override
  public <R> R join(HostTransaction host, Work<R> work) {
    return database.join(host, transaction -> run(transaction, work, false));
  }

  private <R> R run(Transaction transaction, Work<R> work, boolean own) {
    try {
      return work.run(new Tables(transaction, database.now(), shelf.in(transaction, own)));
    } catch (Exception e) {
      throw SqliteStore.<RuntimeException>asItIs(e);
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
