package io.cds.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.cds.api.store.Store;
import io.cds.testkit.HostSession;
import io.cds.testkit.StoreContract;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;

/** The store in PostgreSQL keeps the contract, over a host's pool. */
final class PostgresStoreContractTest extends StoreContract {
  private final HikariDataSource pool;

  PostgresStoreContractTest() throws SQLException {
    pool = Pool.over(PostgresServer.fresh());
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  @Override
  protected Store open(Clock clock) {
    return PostgresStore.over(pool, clock);
  }

  @Override
  protected HostSession begin(Store store) throws SQLException {
    return JdbcHostSession.begun(pool);
  }
}
