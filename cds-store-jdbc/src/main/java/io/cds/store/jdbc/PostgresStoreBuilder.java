package io.cds.store.jdbc;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link PostgresStore}; {@link #over} is needed.
 *
 * <p>Threading: one thread.
 */
public final class PostgresStoreBuilder {
  private @Nullable DataSource source;
  private Optional<Clock> clock = Optional.empty();
  private Optional<Path> contentIn = Optional.empty();

  PostgresStoreBuilder() {}

  /** The host's data source. */
  public PostgresStoreBuilder over(DataSource host) {
    this.source = host;
    return this;
  }

  /** Another time than the database's, for tests. */
  public PostgresStoreBuilder clock(Clock time) {
    this.clock = Optional.of(time);
    return this;
  }

  /**
   * New content lies as files in this directory, which must be there, empty or this store's own,
   * and the same for all processes over the database; by default in the database.
   */
  public PostgresStoreBuilder contentIn(Path directory) {
    this.contentIn = Optional.of(directory);
    return this;
  }

  /**
   * Opens the store and brings its tables up to date.
   *
   * @throws IllegalStateException without a data source
   * @throws io.cds.api.CdsException {@code STORE_FAILED} if it cannot be reached, or was written by
   *     a newer version; or if the directory cannot be used, or content lies in one and none is
   *     given
   */
  public PostgresStore open() {
    if (source == null) {
      throw new IllegalStateException(
          "PostgreSQL store has no data source; expected over(DataSource) before open()");
    }
    return new PostgresStore(source, clock, contentIn);
  }
}
