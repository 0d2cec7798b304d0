package io.cds.store.jdbc;

import io.cds.testkit.HostSession;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** A host's transaction, on a connection of the host's own. */
final class JdbcHostSession implements HostSession {
  private final Connection connection;
  private final List<Runnable> hints = new ArrayList<>();

  private JdbcHostSession(Connection connection) {
    this.connection = connection;
  }

  static JdbcHostSession sqlite(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    JdbcHostSession session = new JdbcHostSession(connection);
    session.execute("PRAGMA busy_timeout = 10000");
    session.execute("BEGIN IMMEDIATE");
    return session;
  }

  static JdbcHostSession begun(DataSource source) throws SQLException {
    Connection connection = source.getConnection();
    connection.setAutoCommit(false);
    return new JdbcHostSession(connection);
  }

  void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(connection) ? Optional.of(type.cast(connection)) : Optional.empty();
  }

  @Override
  public void afterCommit(Runnable hint) {
    hints.add(hint);
  }

  @Override
  public void commit() {
    execute("COMMIT");
    hints.forEach(Runnable::run);
  }

  @Override
  public void rollback() {
    execute("ROLLBACK");
  }

  /** The database rolls back what a closed connection has not committed. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new AssertionError("close", e);
    }
  }
}
