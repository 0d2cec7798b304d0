package io.cds.examples.hub;

import io.cds.api.store.Store;
import io.cds.store.jdbc.PostgresServer;
import io.cds.store.jdbc.PostgresStore;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Two nodes of a hub on one PostgreSQL database. */
class TwoNodesOverPostgresTest extends TwoNodes {
  @Override
  Supplier<Store> database(RealHub hub) throws SQLException {
    DataSource source = PostgresServer.fresh();
    return () -> PostgresStore.over(source, hub.clock);
  }
}
