package io.cds.store.jdbc;

import io.cds.api.store.Store;
import io.cds.testkit.HostSession;
import io.cds.testkit.StoreContract;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The store in a host's own database keeps the contract. */
final class SqliteOverHostContractTest extends StoreContract {
  @TempDir Path folder;

  @Override
  protected Store open(Clock clock) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    SQLiteDataSource host = new SQLiteDataSource(config);
    host.setUrl("jdbc:sqlite:" + file());
    return SqliteStore.builder().over(host).clock(clock).open();
  }

  @Override
  protected HostSession begin(Store store) throws SQLException {
    return JdbcHostSession.sqlite(file());
  }

  private Path file() {
    return folder.resolve("host.db");
  }
}
