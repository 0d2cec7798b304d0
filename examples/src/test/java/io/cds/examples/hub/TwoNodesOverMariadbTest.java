package io.cds.examples.hub;

import io.cds.api.store.Store;
import io.cds.store.jdbc.MariadbServer;
import io.cds.store.jdbc.MariadbStore;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Two nodes of a hub on one MariaDB database. */
class TwoNodesOverMariadbTest extends TwoNodes {
  @Override
  Supplier<Store> database(RealHub hub) throws SQLException {
    DataSource source = MariadbServer.fresh();
    return () -> MariadbStore.over(source, hub.clock);
  }
}
