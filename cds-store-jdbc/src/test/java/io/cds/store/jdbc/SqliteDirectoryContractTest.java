package io.cds.store.jdbc;

import io.cds.api.store.Store;
import io.cds.testkit.HostSession;
import io.cds.testkit.StoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

/** The store in a file, with content in a directory, keeps the contract. */
final class SqliteDirectoryContractTest extends StoreContract {
  @TempDir Path folder;

  @Override
  protected Store open(Clock clock) throws Exception {
    return SqliteStore.builder()
        .file(file())
        .contentIn(Files.createDirectories(folder.resolve("content")))
        .clock(clock)
        .open();
  }

  @Override
  protected HostSession begin(Store store) throws SQLException {
    return JdbcHostSession.sqlite(file());
  }

  private Path file() {
    return folder.resolve("store.db");
  }
}
