package io.cds.examples;

import io.cds.api.HostTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A host's own transaction over plain JDBC, which the library joins: hints run once it has
 * committed. One that is closed before it was committed is rolled back.
 */
final class SmallTransaction implements HostTransaction, AutoCloseable {
  private final Connection connection;
  private final List<Runnable> hints = new ArrayList<>();

  private SmallTransaction(Connection connection) {
    this.connection = connection;
  }

  /** Begins one. SQLite must begin it for writing: {@code transaction_mode=IMMEDIATE}. */
  static SmallTransaction begin(DataSource source) throws SQLException {
    Connection connection = source.getConnection();
    connection.setAutoCommit(false);
    return new SmallTransaction(connection);
  }

  /** For what the host writes itself. */
  Connection connection() {
    return connection;
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(connection) ? Optional.of(type.cast(connection)) : Optional.empty();
  }

  @Override
  public void afterCommit(Runnable hint) {
    hints.add(hint);
  }

  /** Ends it before the hints run: SQLite's driver begins the next one with the commit. */
  void commit() throws SQLException {
    try (Connection last = connection) {
      last.commit();
      last.setAutoCommit(true);
    }
    hints.forEach(Runnable::run);
  }

  @Override
  public void close() throws SQLException {
    if (!connection.isClosed()) {
      try (Connection last = connection) {
        last.rollback();
        last.setAutoCommit(true);
      }
    }
  }
}
