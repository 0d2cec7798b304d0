package io.cds.store.jdbc.sql;

import io.cds.api.CdsException;
import io.cds.api.MessageId;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connection, as tables use it. One thread at a time. */
public final class Session {
  private final Connection connection;
  private final String place;
  private final Dialect dialect;
  private final Prepared prepared;
  private String setting = "";
  private boolean readOnly;

  /**
   * @param place which database it is, for failures
   * @param kept how many prepared statements are kept between uses
   */
  Session(Connection connection, String place, Dialect dialect, int kept) {
    this.connection = connection;
    this.place = place;
    this.dialect = dialect;
    this.prepared = new Prepared(connection, kept);
  }

  Connection connection() {
    return connection;
  }

  /** Whether writing is refused from now on. */
  void readOnly(boolean only) {
    readOnly = only;
  }

  /** What the database does in its own way. */
  public Dialect dialect() {
    return dialect;
  }

  /** The store's clock. */
  public Instant now() {
    return dialect.now(this);
  }

  /** 32 hexadecimal digits that the database makes and nobody else has. */
  public String random() {
    return first("SELECT " + dialect.schema().random() + " AS random", row -> row.text("random"))
        .orElseThrow();
  }

  CdsException fault(String attempted, SQLException cause) {
    return Fault.of(place, attempted, cause);
  }

  /** Begins a transaction as JDBC does. */
  void begin() {
    on("begin", () -> connection.setAutoCommit(false));
  }

  void commit() {
    on(
        "commit",
        () -> {
          connection.commit();
          connection.setAutoCommit(true);
        });
  }

  void rollBack() {
    on(
        "roll back",
        () -> {
          connection.rollback();
          connection.setAutoCommit(true);
        });
  }

  /** Whether one began as JDBC does. */
  boolean inTransaction() {
    try {
      return !connection.getAutoCommit();
    } catch (SQLException e) {
      throw fault("ask for the transaction", e);
    }
  }

  private void on(String attempted, Call call) {
    try {
      call.run();
    } catch (SQLException e) {
      throw fault(attempted, e);
    }
  }

  private interface Call {
    void run() throws SQLException;
  }

  /** Inserts a row unless there is one with the same key; see {@link Dialect#insert}. */
  public boolean insert(String insert, String key, Object... values) {
    return dialect.insert(this, insert, key, values);
  }

  /** Runs a statement with these values. @return how many rows it changed */
  public int update(String sql, Object... values) {
    requireWriting();
    return run(sql, values, PreparedStatement::executeUpdate);
  }

  /** Runs a statement with each of these values in turn, all in one call. */
  public void updateEach(String sql, List<Object[]> values) {
    requireWriting();
    if (values.isEmpty()) {
      return;
    }
    run(
        sql,
        new Object[0],
        statement -> {
          for (Object[] one : values) {
            bind(statement, one);
            statement.addBatch();
          }
          return statement.executeBatch();
        });
  }

  /** All rows. */
  public <R> List<R> list(String sql, RowMapper<R> mapper, Object... values) {
    return run(
        sql,
        values,
        statement -> {
          try (ResultSet result = statement.executeQuery()) {
            List<R> rows = new ArrayList<>();
            Row row = new Row(result);
            while (result.next()) {
              rows.add(mapper.map(row));
            }
            return rows;
          }
        });
  }

  /** The one row that a statement has written. */
  public <R> R written(String sql, RowMapper<R> mapper, Object... values) {
    requireWriting();
    return first(sql, mapper, values).orElseThrow();
  }

  private void requireWriting() {
    if (readOnly) {
      throw new IllegalStateException(
          "A reading of store [" + place + "] was about to write; use transact() for that");
    }
  }

  /** The first row, if there is one. */
  public <R> Optional<R> first(String sql, RowMapper<R> mapper, Object... values) {
    return list(sql, mapper, values).stream().findFirst();
  }

  /** Runs a statement that takes no values. */
  void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw fault(attempt(sql), e);
    }
  }

  /** Runs one that begins or ends a transaction. */
  void command(String sql) {
    run(sql, new Object[0], PreparedStatement::executeUpdate);
  }

  /** Runs one that sets how the connection works, unless it was the last such. */
  void set(String sql) {
    if (!sql.equals(setting)) {
      execute(sql);
      setting = sql;
    }
  }

  private interface Use<R> {
    R of(PreparedStatement statement) throws SQLException;
  }

  private <R> R run(String sql, Object[] values, Use<R> use) {
    String words = dialect.words(sql);
    try {
      PreparedStatement statement = prepared.take(words);
      boolean good = false;
      try {
        bind(statement, values);
        R result = use.of(statement);
        good = true;
        return result;
      } finally {
        if (good) {
          prepared.giveBack(words, statement);
        } else {
          statement.close();
        }
      }
    } catch (SQLException e) {
      throw fault(attempt(sql), e);
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
  }

  private static void bind(PreparedStatement statement, int at, Object value) throws SQLException {
    if (value instanceof Optional<?> optional) {
      if (optional.isEmpty()) {
        statement.setNull(at, Types.NULL);
      } else {
        bind(statement, at, optional.get());
      }
    } else if (value instanceof byte[] octets) {
      statement.setBytes(at, octets);
    } else if (value instanceof Octets octets) {
      statement.setBytes(at, octets.toArray());
    } else {
      Optional<Long> number = number(value);
      if (number.isPresent()) {
        statement.setLong(at, number.get());
      } else {
        statement.setString(at, text(value));
      }
    }
  }

  private static Optional<Long> number(Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return Optional.of(((Number) value).longValue());
    } else if (value instanceof Boolean flag) {
      return Optional.of(flag ? 1L : 0L);
    } else if (value instanceof Instant time) {
      return Optional.of(time.toEpochMilli());
    } else if (value instanceof Duration duration) {
      return Optional.of(duration.toMillis());
    }
    return Optional.empty();
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    } else if (value instanceof PartyCode party) {
      return party.value();
    } else if (value instanceof MessageId id) {
      return id.value();
    } else if (value instanceof Sha256 digest) {
      return digest.hex();
    } else if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    throw new IllegalArgumentException(
        "Value of [" + value.getClass().getName() + "] has no column type; teach Session.bind");
  }

  /** The statement up to its first values: tables and columns, never contents. */
  private static String attempt(String sql) {
    String line = sql.strip().replaceAll("\\s+", " ");
    return line.length() <= 60 ? line : line.substring(0, 60) + "…";
  }
}
