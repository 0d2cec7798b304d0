package io.cds.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.cds.api.Cursor;
import io.cds.api.IncomingStatus;
import io.cds.api.OutgoingStatus;
import io.cds.api.Page;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.Store;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Each hot path in a mailbox of a hundred settled messages, which is two pages, and in one of many,
 * timed side by side. {@code -Dcds.mailbox=1000000} is the long form: look at what it prints. That
 * no plan depends on the number of rows, {@link QueryPlansTest} proves.
 */
final class MailboxOfManyTest {
  private static final int MESSAGES = Integer.getInteger("cds.mailbox", 1_000);
  private static final int FEW = 100;
  private static final int RUNS = 21;

  @TempDir Path folder;

  @Test
  void every_hot_path_goes_over_a_mailbox_of_many_in_sqlite() throws SQLException {
    SQLiteDataSource few = sqlite("few.db");
    SQLiteDataSource many = sqlite("many.db");
    try (Store small = SqliteStore.builder().over(few).open();
        Store large = SqliteStore.builder().over(many).open()) {
      SettledMailbox.load(few, "zeroblob($1)", FEW);
      SettledMailbox.load(many, "zeroblob($1)", MESSAGES);
      compare("SQLite", small, large);
    }
  }

  private SQLiteDataSource sqlite(String name) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + folder.resolve(name));
    return source;
  }

  @Test
  void every_hot_path_goes_over_a_mailbox_of_many_in_postgresql() throws SQLException {
    try (HikariDataSource few = Pool.over(PostgresServer.fresh());
        HikariDataSource many = Pool.over(PostgresServer.fresh());
        Store small = PostgresStore.over(few);
        Store large = PostgresStore.over(many)) {
      SettledMailbox.load(few, "decode(repeat('00', $1), 'hex')", FEW);
      SettledMailbox.load(many, "decode(repeat('00', $1), 'hex')", MESSAGES);
      compare("PostgreSQL", small, large);
    }
  }

  private static void compare(String database, Store small, Store large) {
    Page<OutgoingRow> sent =
        large.transact(tx -> tx.outgoing().page(SettledMailbox.PARTY, Cursor.START, 2));
    assertThat(sent.more()).isTrue();
    assertThat(sent.items()).allMatch(m -> m.status() == OutgoingStatus.RECEIVED);
    Page<IncomingRow> received =
        large.transact(tx -> tx.incoming().page(SettledMailbox.PARTY, Cursor.START, 2));
    assertThat(received.items()).hasSize(2).allMatch(m -> m.status() == IncomingStatus.IMPORTED);
    times(small, HotPaths.of(FEW)); // until the code is warm
    Map<String, Long> before = times(small, HotPaths.of(FEW));
    Map<String, Long> after = times(large, HotPaths.of(MESSAGES));
    assertThat(after).containsOnlyKeys(before.keySet());

    System.out.printf("%s, median of %d, in microseconds:%n", database, RUNS);
    System.out.printf("%-36s %10d %10d%n", "messages", FEW, MESSAGES);
    after.forEach(
        (path, time) -> System.out.printf("%-36s %10d %10d%n", path, before.get(path), time));
  }

  /** Medians, in microseconds. */
  private static Map<String, Long> times(Store store, Map<String, Consumer<Store>> paths) {
    Map<String, Long> times = new LinkedHashMap<>();
    paths.forEach(
        (name, path) -> {
          long[] nanos = new long[RUNS];
          for (int i = 0; i < RUNS; i++) {
            long begin = System.nanoTime();
            path.accept(store);
            nanos[i] = System.nanoTime() - begin;
          }
          Arrays.sort(nanos);
          times.put(name, nanos[RUNS / 2] / 1_000);
        });
    return times;
  }
}
