package io.cds.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One PostgreSQL server for both sides of a row. Its settings are those of a fresh installation but
 * for the connections, and it waits for the disk: {@code fsync} and {@code synchronous_commit} are
 * on.
 */
final class PostgresPlace implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final ProcessHandle process;

  PostgresPlace() throws IOException, SQLException {
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "200")
            .start();
    for (String setting : new String[] {"fsync", "synchronous_commit"}) {
      requireOn(setting);
    }
    process =
        ProcessHandle.of(number("SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)"))
            .orElseThrow(() -> new IllegalStateException("PostgreSQL's process is not found"));
  }

  /**
   * Processor time of the server and of all connections that are open, so far; of those that ended
   * it is not known.
   */
  long processorNanos() {
    return Stream.concat(Stream.of(process), process.descendants())
        .flatMap(one -> one.info().totalCpuDuration().stream())
        .mapToLong(Duration::toNanos)
        .sum();
  }

  /** An empty schema of this name. */
  void create(String schema) throws SQLException {
    execute("CREATE SCHEMA " + schema);
  }

  /** A pool of so many connections into a schema, as a host has one. */
  HikariDataSource pool(String schema, int connections) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"localhost"});
    source.setPortNumbers(new int[] {server.getPort()});
    source.setDatabaseName("postgres");
    source.setCurrentSchema(schema);
    source.setUser("postgres");
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(connections);
    return new HikariDataSource(config);
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The one number that a query gives. */
  long number(String query) throws SQLException {
    return Long.parseLong(text(query));
  }

  private String text(String query) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getString(1);
    }
  }

  private void requireOn(String setting) throws SQLException {
    String found = text("SHOW " + setting);
    if (!found.equals("on")) {
      throw new IllegalStateException(
          "PostgreSQL runs with [" + setting + "] [" + found + "]; expected [on]");
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
