package io.cds.store.jdbc;

import io.cds.api.store.Store;
import io.cds.testkit.HostSession;
import io.cds.testkit.StoreContract;
import java.sql.SQLException;
import java.time.Clock;
import org.postgresql.ds.PGSimpleDataSource;

/** The store in PostgreSQL keeps the contract. */
final class PostgresStoreContractTest extends StoreContract {
  private final PGSimpleDataSource source;

  PostgresStoreContractTest() throws SQLException {
    source = PostgresServer.fresh();
  }

  @Override
  protected Store open(Clock clock) {
    return PostgresStore.over(source, clock);
  }

  @Override
  protected HostSession begin(Store store) throws SQLException {
    return JdbcHostSession.begun(source);
  }
}
