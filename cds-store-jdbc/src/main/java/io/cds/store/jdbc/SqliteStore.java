package io.cds.store.jdbc;

import io.cds.store.jdbc.sql.Database;
import java.nio.file.Path;
import java.util.Optional;

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
public final class SqliteStore extends JdbcStore {
  SqliteStore(Database database, Optional<Path> directory) {
    super(database, directory);
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
}
