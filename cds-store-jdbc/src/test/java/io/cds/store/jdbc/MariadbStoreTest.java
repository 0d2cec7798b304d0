package io.cds.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsException;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.MariaDbDataSource;

/** What is MariaDB's own. */
final class MariadbStoreTest {
  private static final PartyCode PARTY = PartyCode.of("010300");

  private final MariaDbDataSource source;

  MariadbStoreTest() throws SQLException {
    source = MariadbServer.fresh();
  }

  /** DDL commits there, so that a process that died may leave half of a schema. */
  @Test
  void a_schema_that_is_half_made_is_completed_and_keeps_its_id() throws SQLException {
    MariadbStore.over(source).close();
    String id = text("SELECT value FROM cds_store WHERE name = 'id'");
    execute("DROP TABLE cds_piece");
    execute("DELETE FROM cds_schema");

    try (MariadbStore store = MariadbStore.over(source)) {
      assertThat(store.sweep(Duration.ZERO)).isZero();
    }
    assertThat(text("SELECT value FROM cds_store WHERE name = 'id'")).isEqualTo(id);
    assertThat(text("SELECT count(*) FROM cds_piece")).isEqualTo("0");
    assertThat(text("SELECT max(version) FROM cds_schema")).isEqualTo("1");
  }

  @Test
  void a_data_source_that_counts_changed_rows_only_is_refused() throws SQLException {
    source.setUrl(source.getUrl() + "&useAffectedRows=true");

    assertThatThrownBy(() -> MariadbStore.over(source))
        .isInstanceOf(CdsException.class)
        .hasMessageContaining("useAffectedRows=true");
  }

  @Test
  void a_connection_goes_back_as_it_came() throws SQLException {
    try (Connection one = source.getConnection();
        MariadbStore store = MariadbStore.over(alwaysThis(one))) {
      String sql =
          "SELECT concat(@@innodb_snapshot_isolation, @@autocommit, is_used_lock(concat('cds_store.', database())) IS NULL)";
      String before = text(source, sql);
      store.transact(
          tx -> {
            tx.states().put(PARTY, "name", Octets.of(new byte[] {1}));
            return null;
          });
      assertThatThrownBy(
              () ->
                  store.transact(
                      tx -> {
                        throw new IllegalStateException("handler");
                      }))
          .hasMessage("handler");

      assertThat(text(alwaysThis(one), sql)).isEqualTo(before);
    }
  }

  /** A pool of one connection. */
  private static DataSource alwaysThis(Connection one) {
    Connection kept =
        (Connection)
            Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) ->
                    method.getName().equals("close") ? null : invoke(method, one, arguments));
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> kept);
  }

  private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String text(String sql) throws SQLException {
    return text(source, sql);
  }

  private static String text(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
