package io.cds.store.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;

/**
 * Connections: of a host's pool, given back after each use; or our own, a few of which are kept.
 */
final class Connections implements AutoCloseable {
  private static final int KEPT = 4;

  private final DataSource source;
  private final boolean own;
  private final Dialect dialect;
  private final String place;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean closed;

  Connections(DataSource source, boolean own, Dialect dialect, String place) {
    this.source = source;
    this.own = own;
    this.dialect = dialect;
    this.place = place;
  }

  Connection take() throws SQLException {
    synchronized (this) {
      if (closed) {
        throw Fault.failed("the store was closed; open it again");
      }
      Connection kept = idle.pollFirst();
      if (kept != null) {
        return kept;
      }
    }
    Connection fresh = source.getConnection();
    try {
      dialect.prepare(new Session(fresh, place, dialect), own);
      return fresh;
    } catch (RuntimeException e) {
      fresh.close();
      throw e;
    }
  }

  /** Gives it back; a connection of doubtful state is closed for good. */
  void giveBack(Connection connection, boolean good) throws SQLException {
    synchronized (this) {
      if (own && good && !closed && idle.size() < KEPT) {
        idle.addFirst(connection);
        return;
      }
    }
    connection.close();
  }

  @Override
  public synchronized void close() throws SQLException {
    closed = true;
    for (Connection connection : idle) {
      connection.close();
    }
    idle.clear();
  }
}
