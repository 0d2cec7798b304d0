package io.cds.store.jdbc;

import io.cds.store.jdbc.sql.Database;
import io.cds.store.jdbc.sql.Postgres;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The store in PostgreSQL, from version 13 on, over the host's data source: any number of processes
 * on any number of machines.
 *
 * <p><b>Guarantees.</b> A commit waits for what {@code synchronous_commit} of the database says, by
 * default the disk. Pieces of content survive a crash of our process at once, and one of the
 * database from the transaction on that binds them. Work that others hold is passed over ({@code
 * SKIP LOCKED}).
 *
 * <p><b>Tables.</b> In the first schema of the connection's {@code search_path}; the database's
 * encoding must be UTF-8. The driver is the host's ({@code org.postgresql:postgresql}).
 *
 * <p><b>Time.</b> The database's clock.
 *
 * <p><b>Failure.</b> {@code STORE_FULL} when the disk is full, {@code STORE_FAILED} for all else;
 * nothing is half done. A transaction that meets another (serialization failure, deadlock) runs
 * again.
 *
 * <p><b>Threading.</b> Any. A thread takes one connection at a time from the data source, for a
 * read inside of {@link io.cds.api.spi.MessageHandler} work a second one.
 */
public final class PostgresStore extends JdbcStore {
  PostgresStore(DataSource source, Optional<Clock> clock, Optional<Path> directory) {
    super(new Database(source, false, "the PostgreSQL database", new Postgres(clock)), directory);
  }

  /**
   * Opens the store with all defaults, and brings its tables up to date.
   *
   * @throws io.cds.api.CdsException {@code STORE_FAILED} if it cannot be reached, or was written by
   *     a newer version; or if its content lies in a directory
   */
  public static PostgresStore over(DataSource source) {
    return builder().over(source).open();
  }

  /** The same with another clock than the database's, for tests. */
  public static PostgresStore over(DataSource source, Clock clock) {
    return builder().over(source).clock(clock).open();
  }

  /** For other settings. */
  public static PostgresStoreBuilder builder() {
    return new PostgresStoreBuilder();
  }

  @Override
  public String name() {
    return "postgres";
  }
}
