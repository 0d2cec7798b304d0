package io.cds.store.jdbc;

import io.cds.store.jdbc.sql.Database;
import io.cds.store.jdbc.sql.Settings;
import io.cds.store.jdbc.sql.Sqlite;
import io.cds.store.jdbc.sql.SqliteFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link SqliteStore}. Exactly one of {@link #file} and {@link #over} is needed.
 *
 * <p>Threading: one thread.
 */
public final class SqliteStoreBuilder {
  private @Nullable Path file;
  private @Nullable DataSource source;
  private Clock clock = Clock.systemUTC();
  private Duration busyTimeout = Duration.ofSeconds(10);
  private OptionalLong mostOctets = OptionalLong.empty();
  private Optional<Path> contentIn = Optional.empty();

  SqliteStoreBuilder() {}

  /** The database file; created, readable by its owner alone, if it is not there. */
  public SqliteStoreBuilder file(Path path) {
    this.file = path;
    return this;
  }

  /**
   * A host's data source over the SQLite file in which our tables shall live beside the host's. It
   * must give at least two connections at once. The host turns on the write-ahead log ({@code
   * PRAGMA journal_mode = WAL}), so that content can be read beside a transaction; the store sets
   * {@code busy_timeout} and {@code synchronous} on connections that it uses.
   */
  public SqliteStoreBuilder over(DataSource host) {
    this.source = host;
    return this;
  }

  /** The store's time; by default the system's. */
  public SqliteStoreBuilder clock(Clock time) {
    this.clock = time;
    return this;
  }

  /** How long to wait for another process's transaction; by default 10 seconds. */
  public SqliteStoreBuilder busyTimeout(Duration time) {
    this.busyTimeout = time;
    return this;
  }

  /** At most this many octets of the file, then STORE_FULL; by default as many as the disk has. */
  public SqliteStoreBuilder mostOctets(long most) {
    this.mostOctets = OptionalLong.of(most);
    return this;
  }

  /**
   * New content lies as files in this directory, which must be there, empty or this store's own; by
   * default in the database. {@code mostOctets} does not count them.
   */
  public SqliteStoreBuilder contentIn(Path directory) {
    this.contentIn = Optional.of(directory);
    return this;
  }

  /**
   * Opens the store and brings its tables up to date.
   *
   * @throws IllegalStateException without a file or data source, or with both
   * @throws io.cds.api.CdsException {@code STORE_FAILED} if it cannot be opened, or was written by
   *     a newer version; or if the directory cannot be used, or content lies in one and none is
   *     given
   */
  public SqliteStore open() {
    Settings settings = new Settings(clock, busyTimeout, mostOctets);
    if (file != null && source == null) {
      return new SqliteStore(SqliteFile.open(file, settings), contentIn);
    } else if (source != null && file == null) {
      return new SqliteStore(
          new Database(source, false, "the host's database", new Sqlite(settings)), contentIn);
    }
    throw new IllegalStateException(
        "SQLite store has file ["
            + file
            + "] and a host's data source ["
            + (source != null)
            + "]; expected exactly one of them");
  }
}
