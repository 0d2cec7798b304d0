package io.cds.store.jdbc;

import io.cds.testkit.HostSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** A host's transaction in PostgreSQL, on a connection of the host's own. */
final class PostgresHostSession implements HostSession {
  private final Connection connection;
  private final List<Runnable> hints = new ArrayList<>();

  private PostgresHostSession(Connection connection) {
    this.connection = connection;
  }

  static PostgresHostSession begin(DataSource source) throws SQLException {
    Connection connection = source.getConnection();
    connection.setAutoCommit(false);
    return new PostgresHostSession(connection);
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
    run(connection::commit);
    hints.forEach(Runnable::run);
  }

  @Override
  public void rollback() {
    run(connection::rollback);
  }

  @Override
  public void close() {
    run(connection::rollback);
    run(connection::close);
  }

  private static void run(Call call) {
    try {
      call.run();
    } catch (SQLException e) {
      throw new AssertionError("the host's connection", e);
    }
  }

  private interface Call {
    void run() throws SQLException;
  }
}
