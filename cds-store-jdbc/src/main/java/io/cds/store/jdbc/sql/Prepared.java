package io.cds.store.jdbc.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prepared statements of one connection, some of which are kept from one use to the next: to
 * prepare one costs SQLite more than to run it. One thread at a time.
 */
final class Prepared {
  private final Connection connection;
  private final int most;

  /** Those not in use, the longest unused first. */
  private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

  /**
   * @param most how many are kept; none of a connection that is not ours
   */
  Prepared(Connection connection, int most) {
    this.connection = connection;
    this.most = most;
  }

  /** One that nobody else uses until it is given back or closed. */
  PreparedStatement take(String sql) throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    return kept == null ? connection.prepareStatement(sql) : kept;
  }

  /** One that ran well; what it was given is forgotten. */
  void giveBack(String sql, PreparedStatement statement) throws SQLException {
    statement.clearParameters();
    PreparedStatement surplus = idle.put(sql, statement);
    if (surplus == null && idle.size() > most) {
      surplus = idle.remove(idle.keySet().iterator().next());
    }
    if (surplus != null) {
      surplus.close();
    }
  }
}
