package io.cds.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.store.Store;
import io.cds.store.jdbc.Statements.Noted;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A mailbox of many settled messages is as quick as an empty one: the plan of each statement of
 * each hot path finds its rows by an index, and touches none that it does not want.
 */
final class QueryPlansTest {
  private static final int MESSAGES = 10_000;

  /** More than any page, and far less than the rows of a table. */
  private static final int ROWS_OF_A_STEP = 200;

  /** Nearly all rows of a table have the same party and kind: that alone is no search. */
  private static final Pattern WEAK = Pattern.compile("\\((party|owner|kind)=\\?\\)");

  /** Of PostgreSQL's plans. */
  private static final Pattern TOUCHED =
      Pattern.compile("(?:actual rows=|Rows Removed by Filter: |Index Searches: )([0-9]+)");

  private static final List<String> INDEXES =
      List.of(
          "cds_outgoing_sequence",
          "cds_incoming_sequence",
          "cds_event_message",
          "cds_work_due",
          "cds_work_party",
          "cds_key_party",
          "cds_feed_once",
          "cds_feed_message",
          "cds_content_name",
          "cds_content_state");

  @TempDir Path folder;

  @Test
  void no_hot_path_scans_a_table_of_sqlite() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + folder.resolve("store.db"));
    Statements statements = new Statements();
    try (Store store = SqliteStore.builder().over(statements.over(source)).open()) {
      SettledMailbox.load(source, "zeroblob($1)", MESSAGES);
      assertSearches(source, noted(store, statements), QueryPlansTest::sqlite);
    }
  }

  @Test
  void no_hot_path_scans_a_table_of_postgresql() throws SQLException {
    DataSource source = PostgresServer.fresh();
    Statements statements = new Statements();
    try (Store store = PostgresStore.over(statements.over(source))) {
      SettledMailbox.load(source, "decode(repeat('00', $1), 'hex')", MESSAGES);
      assertSearches(source, noted(store, statements), QueryPlansTest::postgres);
    }
  }

  /** The statements of each path, by its name. */
  private static Map<String, List<Noted>> noted(Store store, Statements statements) {
    Map<String, List<Noted>> noted = new LinkedHashMap<>();
    for (Map.Entry<String, Consumer<Store>> path : HotPaths.of(MESSAGES).entrySet()) {
      statements.clear();
      path.getValue().accept(store);
      noted.put(path.getKey(), statements.noted());
    }
    assertThat(noted.values()).as("statements of each path").noneMatch(List::isEmpty);
    return noted;
  }

  private interface Judge {
    /** What is wrong with the plan of a statement; empty if nothing. */
    List<String> faults(Connection connection, Noted statement) throws SQLException;
  }

  /** And without any one of the indexes some path is slow. */
  private static void assertSearches(DataSource source, Map<String, List<Noted>> noted, Judge judge)
      throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      assertThat(faults(connection, noted, judge)).isEmpty();
      for (String index : INDEXES) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("DROP INDEX " + index);
        }
        assertThat(faults(connection, noted, judge)).as("without " + index).isNotEmpty();
        connection.rollback();
      }
    }
  }

  private static List<String> faults(
      Connection connection, Map<String, List<Noted>> noted, Judge judge) throws SQLException {
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, List<Noted>> path : noted.entrySet()) {
      for (Noted statement : path.getValue()) {
        for (String fault : judge.faults(connection, statement)) {
          faults.add(path.getKey() + ": " + fault + "\n" + statement.sql());
        }
      }
    }
    return faults;
  }

  /** sqlite.org/eqp.html. */
  private static List<String> sqlite(Connection connection, Noted statement) {
    try {
      return plan(connection, statement, "EXPLAIN QUERY PLAN ", "detail").stream()
          .filter(
              step ->
                  (step.startsWith("SCAN") && !step.equals("SCAN CONSTANT ROW"))
                      || WEAK.matcher(step).find()
                      || (step.equals("USE TEMP B-TREE FOR ORDER BY")
                          && statement.sql().contains("LIMIT")))
          .toList();
    } catch (SQLException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /** Runs it, unless the row is there now, and counts what it touched. */
  private static List<String> postgres(Connection connection, Noted statement) throws SQLException {
    var before = connection.setSavepoint();
    try (Statement settings = connection.createStatement()) {
      settings.execute("SET LOCAL enable_seqscan = off");
      String explain =
          statement.sql().startsWith("INSERT") ? "EXPLAIN " : "EXPLAIN (ANALYZE, TIMING OFF) ";
      return plan(connection, statement, explain, "QUERY PLAN").stream()
          .filter(step -> step.contains("Seq Scan") || touched(step) > ROWS_OF_A_STEP)
          .toList();
    } catch (SQLException e) {
      return List.of(String.valueOf(e.getMessage()));
    } finally {
      connection.rollback(before);
    }
  }

  private static long touched(String step) {
    Matcher rows = TOUCHED.matcher(step);
    return rows.find() ? Long.parseLong(rows.group(1)) : 0;
  }

  private static List<String> plan(
      Connection connection, Noted statement, String words, String column) throws SQLException {
    List<String> steps = new ArrayList<>();
    try (PreparedStatement explain = statement.after(words, connection);
        ResultSet result = explain.executeQuery()) {
      while (result.next()) {
        steps.add(result.getString(column));
      }
    }
    return steps;
  }
}
