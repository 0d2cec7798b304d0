package io.cds.examples;

import io.cds.api.PartyCode;
import io.cds.api.store.Store;
import io.cds.store.jdbc.MariadbServer;
import io.cds.store.jdbc.MariadbStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

class HostTransactionsOverMariadbTest extends HostTransactions {
  @Override
  DataSource database(PartyCode party) throws SQLException {
    DataSource source = MariadbServer.fresh();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter database character set utf8mb4"); // of the host's own tables
    }
    return source;
  }

  @Override
  Store over(DataSource database) {
    return MariadbStore.over(database, clock);
  }
}
