package io.cds.store.jdbc;

import io.cds.store.jdbc.sql.Database;
import io.cds.store.jdbc.sql.Mariadb;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The store in MariaDB with InnoDB, from version 10.6.18 on, over the host's data source: any
 * number of processes on any number of machines.
 *
 * <p><b>Guarantees.</b> A commit waits for what {@code innodb_flush_log_at_trx_commit} of the
 * server says, by default the disk. Work that others hold is passed over ({@code SKIP LOCKED}).
 *
 * <p><b>Tables.</b> In the database of the connection, in utf8mb4 whatever the server's own
 * character set. The driver is the host's ({@code org.mariadb.jdbc:mariadb-java-client}), with
 * {@code useAffectedRows} left at false. The server must accept packets of 2 MiB ({@code
 * max_allowed_packet}, by default 16).
 *
 * <p><b>Time.</b> The database's clock.
 *
 * <p><b>Failure.</b> {@code STORE_FULL} when the disk is full, {@code STORE_FAILED} for all else;
 * nothing is half done. A transaction that meets another (changed meanwhile, deadlock) runs again.
 *
 * <p><b>Threading.</b> Any. A thread takes one connection at a time from the data source, for a
 * read inside of {@link io.cds.api.spi.MessageHandler} work a second one.
 */
public final class MariadbStore extends JdbcStore {
  MariadbStore(DataSource source, Optional<Clock> clock, Optional<Path> directory) {
    super(new Database(source, false, "the MariaDB database", new Mariadb(clock)), directory);
  }

  /**
   * Opens the store with all defaults, and brings its tables up to date.
   *
   * @throws io.cds.api.CdsException {@code STORE_FAILED} if it cannot be reached, or was written by
   *     a newer version; or if its content lies in a directory
   */
  public static MariadbStore over(DataSource source) {
    return builder().over(source).open();
  }

  /** The same with another clock than the database's, for tests. */
  public static MariadbStore over(DataSource source, Clock clock) {
    return builder().over(source).clock(clock).open();
  }

  /** For other settings. */
  public static MariadbStoreBuilder builder() {
    return new MariadbStoreBuilder();
  }

  @Override
  public String name() {
    return "mariadb";
  }
}
