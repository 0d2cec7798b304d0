package io.cds.store.jdbc;

import io.cds.api.store.Store;
import io.cds.testkit.HostSession;
import io.cds.testkit.StoreContract;
import java.sql.SQLException;
import java.time.Clock;
import org.mariadb.jdbc.MariaDbDataSource;

/** The store in MariaDB keeps the contract. */
final class MariadbStoreContractTest extends StoreContract {
  private final MariaDbDataSource source;

  MariadbStoreContractTest() throws SQLException {
    source = MariadbServer.fresh();
  }

  @Override
  protected Store open(Clock clock) {
    return MariadbStore.over(source, clock);
  }

  @Override
  protected HostSession begin(Store store) throws SQLException {
    return JdbcHostSession.begun(source);
  }
}
