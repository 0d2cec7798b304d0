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

  /** More than the tables have. */
  private static final int STATEMENTS = 250;

  private final DataSource source;
  private final boolean own;
  private final Dialect dialect;
  private final String place;
  private final Deque<Session> idle = new ArrayDeque<>();
  private boolean closed;

  Connections(DataSource source, boolean own, Dialect dialect, String place) {
    this.source = source;
    this.own = own;
    this.dialect = dialect;
    this.place = place;
  }

  Session take() throws SQLException {
    synchronized (this) {
      if (closed) {
        throw Fault.failed("the store was closed; open it again");
      }
      Session kept = idle.pollFirst();
      if (kept != null) {
        kept.readOnly(false);
        return kept;
      }
    }
    Connection fresh = source.getConnection();
    try {
      Session session = new Session(fresh, place, dialect, own ? STATEMENTS : 0);
      dialect.prepare(session, own);
      return session;
    } catch (RuntimeException e) {
      fresh.close();
      throw e;
    }
  }

  /** Gives it back; a connection of doubtful state is closed for good. */
  void giveBack(Session session, boolean good) throws SQLException {
    synchronized (this) {
      if (own && good && !closed && idle.size() < KEPT) {
        idle.addFirst(session);
        return;
      }
    }
    session.connection().close();
  }

  @Override
  public synchronized void close() throws SQLException {
    closed = true;
    for (Session session : idle) {
      session.connection().close();
    }
    idle.clear();
  }
}
