package io.cds.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.cds.api.PartyCode;
import io.cds.api.store.Store;
import io.cds.store.jdbc.PostgresStore;
import io.cds.store.jdbc.SqliteStore;
import io.cds.testkit.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the parties of a row keep what they have: each has a store of its own. */
interface Keeping extends AutoCloseable {
  /** An empty store. */
  Store store(PartyCode party) throws Exception;

  /** Processor time, so far, of what serves the stores in processes of its own. */
  default long serverNanos() {
    return 0;
  }

  @Override
  default void close() throws IOException {}

  /** A kind of keeping, and its word in the names of rows. */
  enum Kind {
    MEMORY("in memory"),
    SQLITE("SQLite"),
    POSTGRES("PostgreSQL");

    final String word;

    Kind(String word) {
      this.word = word;
    }

    /** One whose files, if it has some, lie in this folder. */
    Keeping open(Path folder) throws Exception {
      return switch (this) {
        case MEMORY -> party -> new MemoryStore(Clock.systemUTC());
        case SQLITE -> party -> SqliteStore.open(folder.resolve(party + ".sqlite"));
        case POSTGRES -> new OneServer();
      };
    }
  }

  /** One server for all, which waits for the disk; a schema and a pool for each. */
  final class OneServer implements Keeping {
    private static final int CONNECTIONS = 8;
    private final PostgresPlace place = new PostgresPlace();
    private final List<HikariDataSource> pools = new ArrayList<>();

    OneServer() throws Exception {}

    @Override
    public Store store(PartyCode party) throws Exception {
      String schema = "party_" + party.value().toLowerCase(Locale.ROOT);
      place.create(schema);
      HikariDataSource pool = place.pool(schema, CONNECTIONS);
      pools.add(pool);
      return PostgresStore.over(pool);
    }

    @Override
    public long serverNanos() {
      return place.processorNanos();
    }

    @Override
    public void close() throws IOException {
      pools.forEach(HikariDataSource::close);
      place.close();
    }
  }
}
