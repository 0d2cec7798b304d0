package io.cds.store.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One real server for all tests of this process; each test has a schema of its own. It does not
 * wait for the disk: no test here cuts its power.
 */
public final class PostgresServer {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static final EmbeddedPostgres SERVER = start();

  private PostgresServer() {}

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "off")
          .start(); // stops with this process
    } catch (IOException e) {
      throw new AssertionError("PostgreSQL does not start", e);
    }
  }

  /** An empty schema. */
  @SuppressWarnings("exports") // nobody requires the module for its tests
  public static PGSimpleDataSource fresh() throws SQLException {
    String name = "cds" + SCHEMAS.incrementAndGet();
    DataSource admin = SERVER.getPostgresDatabase();
    try (Connection connection = admin.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + name);
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"localhost"});
    source.setPortNumbers(new int[] {SERVER.getPort()});
    source.setDatabaseName("postgres");
    source.setCurrentSchema(name);
    source.setUser("postgres");
    return source;
  }

  /** The folder of its programs. */
  static Path programs() throws SQLException {
    try (Connection connection = SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT setting FROM pg_config WHERE name = 'BINDIR'")) {
      row.next();
      return Path.of(row.getString(1));
    }
  }
}
