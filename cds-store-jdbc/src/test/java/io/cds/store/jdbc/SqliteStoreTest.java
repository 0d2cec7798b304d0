package io.cds.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.envelope.Octets;
import io.cds.api.store.ContentKey;
import io.cds.api.store.StoreTransaction;
import io.cds.api.store.WorkKey;
import io.cds.api.store.WorkKind;
import io.cds.testkit.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store in a SQLite file does beyond the contract. */
final class SqliteStoreTest {
  private static final PartyCode PARTY = PartyCode.of("010300");
  private static final Octets VALUE = Octets.of(new byte[] {1, 2, 3});
  private static final int MIB = 1 << 20;

  private final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  @TempDir Path folder;

  @Test
  void a_new_file_is_readable_by_its_owner_alone() throws IOException {
    try (SqliteStore store = open()) {
      store.transact(tx -> put(tx, "cursor"));
      for (String name : new String[] {"store.db", "store.db-wal", "store.db-shm"}) {
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
            .as(name)
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void a_folder_that_is_not_there_is_told() {
    assertThatThrownBy(() -> SqliteStore.open(folder.resolve("none/store.db")))
        .isInstanceOf(CdsException.class)
        .hasMessageContaining("is not there; create it first");
  }

  @Test
  void a_schema_of_a_newer_version_is_refused_and_left_alone() throws SQLException {
    open().close();
    sql("INSERT INTO cds_schema (version, script, at) VALUES (99, 'V99__later.sql', 0)");

    assertThatThrownBy(this::open)
        .isInstanceOf(CdsException.class)
        .hasMessageContaining("has version 99, this program knows up to 1")
        .hasMessageContaining("use the newer program");
  }

  @Test
  void every_commit_waits_for_the_disk() {
    try (SqliteStore store = open()) {
      assertThat(number(store, "PRAGMA synchronous")).as("2 is FULL").isEqualTo("2");
      assertThat(number(store, "PRAGMA journal_mode")).isEqualTo("wal");
      assertThat(number(store, "PRAGMA foreign_keys")).isEqualTo("1");
    }
  }

  @Test
  void a_reading_waits_for_no_writer_and_sees_one_moment() {
    try (SqliteStore store = open()) {
      store.transact(tx -> put(tx, "cursor"));
      store.read(
          tx -> {
            assertThat(tx.states().find(PARTY, "cursor")).contains(VALUE);
            elsewhere(() -> store.transact(mine -> put(mine, "other")));
            assertThat(tx.states().find(PARTY, "other")).as("it came later").isEmpty();
            return true;
          });
      store.transact(
          tx -> {
            put(tx, "third");
            assertThat(elsewhere(() -> find(store, "third"))).as("not committed").isEmpty();
            return true;
          });
    }
  }

  @Test
  void a_reading_that_writes_is_refused_and_leaves_nothing() {
    try (SqliteStore store = open()) {
      assertThatThrownBy(() -> store.read(tx -> put(tx, "cursor")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("was about to write; use transact()");
      assertThatThrownBy(() -> store.read(tx -> enqueued(tx)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("was about to write");
      assertThat(find(store, "cursor")).isEmpty();
      assertThat(committed(store, "cursor")).as("the next may write").isTrue();
    }
  }

  @Test
  void a_handler_writes_its_own_tables_in_the_transaction_of_the_import() throws SQLException {
    try (SqliteStore store = open()) {
      sql("CREATE TABLE pupils (name TEXT)");
      store.transact(
          tx -> {
            insertPupil(tx);
            return put(tx, "imported");
          });
      assertThatThrownBy(
              () ->
                  store.transact(
                      tx -> {
                        insertPupil(tx);
                        put(tx, "failed");
                        throw new IllegalArgumentException("no");
                      }))
          .isInstanceOf(IllegalArgumentException.class);

      assertThat(number(store, "SELECT count(*) FROM pupils")).isEqualTo("1");
      assertThat(find(store, "imported")).contains(VALUE);
      assertThat(find(store, "failed")).isEmpty();
    }
  }

  private static void insertPupil(StoreTransaction tx) throws SQLException {
    Connection connection = tx.host().unwrap(Connection.class).orElseThrow();
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO pupils VALUES ('陳大文')");
    }
  }

  @Test
  void a_connection_in_no_transaction_is_not_joined() throws SQLException {
    try (SqliteStore store = open();
        JdbcHostSession host = JdbcHostSession.sqlite(folder.resolve("store.db"))) {
      host.rollback();
      assertThatThrownBy(() -> store.join(host, tx -> put(tx, "cursor")))
          .isInstanceOf(CdsException.class)
          .hasMessageContaining("is in no transaction; begin one");
    }
  }

  @Test
  void a_connection_to_another_stores_file_is_not_joined() throws SQLException {
    SqliteStore.open(folder.resolve("other.db")).close();
    try (SqliteStore store = open();
        JdbcHostSession host = JdbcHostSession.sqlite(folder.resolve("other.db"));
        JdbcHostSession stranger = JdbcHostSession.sqlite(folder.resolve("stranger.db"))) {
      assertThatThrownBy(() -> store.join(host, tx -> put(tx, "cursor")))
          .hasMessageContaining("reaches another store");
      assertThatThrownBy(() -> store.join(stranger, tx -> put(tx, "cursor")))
          .hasMessageContaining("does not reach the tables");
    }
  }

  @Test
  void a_file_that_another_holds_for_too_long_is_told() throws SQLException {
    try (SqliteStore store =
            SqliteStore.builder()
                .file(folder.resolve("store.db"))
                .busyTimeout(Duration.ofMillis(50))
                .open();
        JdbcHostSession other = JdbcHostSession.sqlite(folder.resolve("store.db"))) {
      CdsException thrown =
          catchThrowableOfType(CdsException.class, () -> store.transact(tx -> put(tx, "cursor")));
      assertThat(thrown.problem().code()).isEqualTo(ProblemCode.STORE_FAILED);
      assertThat(thrown).hasMessageContaining("locked by another for longer than the busy timeout");

      other.rollback();
      assertThat(committed(store, "cursor")).isTrue();
    }
  }

  @Test
  void a_full_store_says_so_and_leaves_nothing_half_done() throws IOException {
    try (SqliteStore store = limited(2L * MIB)) {
      CdsException thrown =
          catchThrowableOfType(
              CdsException.class,
              () ->
                  store.transact(
                      tx -> {
                        for (int i = 0; i < 100; i++) {
                          tx.states().put(PARTY, "s" + i, Octets.of(new byte[60_000]));
                        }
                        return 0;
                      }));
      assertThat(thrown.problem().code()).isEqualTo(ProblemCode.STORE_FULL);
      assertThat(thrown.problem().detail()).as("which file").contains("store.db");
      assertThat(find(store, "s0")).isEmpty();
      assertThat(committed(store, "small")).as("there is room again").isTrue();
    }
  }

  @Test
  void content_that_finds_the_store_full_keeps_its_durable_part_and_goes_on_with_more_room()
      throws IOException {
    ContentKey key = new ContentKey(PARTY, "large");
    long durable;
    try (SqliteStore store = limited(14L * MIB)) {
      Sink sink = store.stage(key, 0);
      CdsException thrown = catchThrowableOfType(CdsException.class, () -> write(sink, 32));
      assertThat(thrown.problem().code()).isEqualTo(ProblemCode.STORE_FULL);
      assertThatThrownBy(sink::finish).as("the failure sticks").isSameAs(thrown);
      sink.close();
      durable = store.durable(key);
      assertThat(durable).as("all whole commits of 2 MiB that fit").isEqualTo(12L * MIB);
      assertThat(sink.durable()).isEqualTo(durable);
    }
    try (SqliteStore store = open();
        Sink sink = store.stage(key, durable)) {
      write(sink, 20);
      ContentRef ref = sink.finish();
      assertThat(ref.length()).isEqualTo(32L * MIB);
      try (var in = store.content(ref).open()) {
        assertThat(in.skip(ref.length())).isEqualTo(ref.length());
      }
    }
  }

  @Test
  void released_content_leaves_no_piece_behind() throws IOException {
    try (SqliteStore store = open()) {
      ContentRef ref;
      try (Sink sink = store.stage(new ContentKey(PARTY, "c"), 0)) {
        write(sink, 40);
        ref = sink.finish();
      }
      store.transact(
          tx -> {
            tx.contents().bind(ref);
            return 0;
          });
      assertThat(number(store, "SELECT count(*) FROM cds_piece")).isEqualTo("40");
      store.transact(
          tx -> {
            tx.contents().release(ref);
            return 0;
          });
      assertThat(number(store, "SELECT count(*) FROM cds_piece")).isEqualTo("0");
      assertThat(number(store, "SELECT count(*) FROM cds_content")).isEqualTo("0");
    }
  }

  @Test
  void content_that_a_host_released_is_removed_by_the_next_sweep() throws Exception {
    try (SqliteStore store = open()) {
      ContentRef ref;
      try (Sink sink = store.stage(new ContentKey(PARTY, "c"), 0)) {
        write(sink, 2);
        ref = sink.finish();
      }
      try (JdbcHostSession host = JdbcHostSession.sqlite(folder.resolve("store.db"))) {
        store.join(
            host,
            tx -> {
              tx.contents().bind(ref);
              tx.contents().release(ref);
              return 0;
            });
        host.commit();
      }
      assertThatThrownBy(() -> store.content(ref)).isInstanceOf(CdsException.class);
      assertThat(store.sweep(Duration.ofDays(1))).as("it is no orphan").isZero();
      assertThat(number(store, "SELECT count(*) FROM cds_piece")).isEqualTo("0");
    }
  }

  @Test
  void a_closed_store_says_so() {
    SqliteStore store = open();
    store.close();
    assertThatThrownBy(() -> store.transact(tx -> put(tx, "cursor")))
        .isInstanceOf(CdsException.class)
        .hasMessageContaining("the store was closed");
  }

  @Test
  void a_builder_wants_a_file_or_a_data_source_and_not_both() {
    assertThatThrownBy(() -> SqliteStore.builder().open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected exactly one");
  }

  private SqliteStore open() {
    return SqliteStore.builder().file(folder.resolve("store.db")).clock(clock).open();
  }

  private SqliteStore limited(long octets) {
    return SqliteStore.builder()
        .file(folder.resolve("store.db"))
        .clock(clock)
        .mostOctets(octets)
        .open();
  }

  private static void write(Sink sink, int pieces) throws IOException {
    for (int i = 0; i < pieces; i++) {
      sink.write(ByteBuffer.allocate(MIB));
    }
  }

  private static boolean put(StoreTransaction tx, String name) {
    tx.states().put(PARTY, name, VALUE);
    return true;
  }

  /** A number that rises comes from a row that it writes. */
  private static boolean enqueued(StoreTransaction tx) {
    tx.works().enqueue(new WorkKey(PARTY, WorkKind.SEND, "1"), tx.now());
    return true;
  }

  /** On another thread, while this one waits; too long fails. */
  private static <R> R elsewhere(Supplier<R> what) {
    return CompletableFuture.supplyAsync(what).orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static boolean committed(SqliteStore store, String name) {
    boolean put = store.transact(tx -> put(tx, name));
    return put;
  }

  private static Optional<Octets> find(SqliteStore store, String name) {
    return store.read(tx -> tx.states().find(PARTY, name));
  }

  private static String number(SqliteStore store, String sql) {
    return store.transact(
        tx -> {
          Connection connection = tx.host().unwrap(Connection.class).orElseThrow();
          try (Statement statement = connection.createStatement();
              var result = statement.executeQuery(sql)) {
            return result.getString(1);
          }
        });
  }

  private void sql(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
