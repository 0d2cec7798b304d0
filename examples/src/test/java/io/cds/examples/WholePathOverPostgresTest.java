package io.cds.examples;

import io.cds.api.PartyCode;
import io.cds.api.store.Store;
import io.cds.store.jdbc.PostgresServer;
import io.cds.store.jdbc.PostgresStore;
import java.sql.SQLException;

/** The whole path over PostgreSQL: hub, school and authorities each in a schema of its own. */
class WholePathOverPostgresTest extends WholePathTest {
  @Override
  Store store(PartyCode party) {
    try {
      return PostgresStore.over(PostgresServer.fresh(), clock);
    } catch (SQLException e) {
      throw new AssertionError("No schema for [" + party + "]", e);
    }
  }
}
