package io.cds.examples;

import io.cds.api.PartyCode;
import io.cds.api.store.Store;
import io.cds.store.jdbc.PostgresServer;
import io.cds.store.jdbc.PostgresStore;
import java.sql.SQLException;
import javax.sql.DataSource;

class HostTransactionsOverPostgresTest extends HostTransactions {
  @Override
  DataSource database(PartyCode party) throws SQLException {
    return PostgresServer.fresh();
  }

  @Override
  Store over(DataSource database) {
    return PostgresStore.over(database, clock);
  }
}
