package io.cds.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.cds.api.store.Store;
import io.cds.testkit.HostSession;
import io.cds.testkit.StoreContract;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The store in MariaDB, with content in a directory, keeps the contract. */
final class MariadbDirectoryContractTest extends StoreContract {
  private final HikariDataSource pool;
  @TempDir Path directory;

  MariadbDirectoryContractTest() throws SQLException {
    pool = Pool.over(MariadbServer.fresh());
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  @Override
  protected Store open(Clock clock) {
    return MariadbStore.builder().over(pool).contentIn(directory).clock(clock).open();
  }

  @Override
  protected HostSession begin(Store store) throws SQLException {
    return JdbcHostSession.begun(pool);
  }
}
