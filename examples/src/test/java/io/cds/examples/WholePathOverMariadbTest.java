package io.cds.examples;

import io.cds.api.PartyCode;
import io.cds.api.store.Store;
import io.cds.store.jdbc.MariadbServer;
import io.cds.store.jdbc.MariadbStore;
import java.sql.SQLException;

/** The whole path over MariaDB: hub, school and authorities each in a database of its own. */
class WholePathOverMariadbTest extends WholePathTest {
  @Override
  Store store(PartyCode party) {
    try {
      return MariadbStore.over(MariadbServer.fresh(), clock);
    } catch (SQLException e) {
      throw new AssertionError("No database for [" + party + "]", e);
    }
  }
}
