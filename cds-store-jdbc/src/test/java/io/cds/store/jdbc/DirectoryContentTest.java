package io.cds.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.PartyCode;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Store;
import io.cds.testkit.ManualClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files of content do beyond the contract: names, fencing, crashes, other directories. */
final class DirectoryContentTest {
  private static final PartyCode PARTY = PartyCode.of("010300");
  private static final ContentKey KEY = new ContentKey(PARTY, "up/1");
  private static final int MIB = 1 << 20;
  private static final String PART = "[0-9a-f]{2}/[0-9a-f]{32}-[0-9]+[.]part";
  private static final String WHOLE = "[0-9a-f]{2}/[0-9a-f]{32}-[0-9]+";

  private final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  private final WatchedDisk disk = new WatchedDisk();
  @TempDir Path folder;
  private Path directory;

  @BeforeEach
  void make() throws IOException {
    directory = Files.createDirectory(folder.resolve("content"));
  }

  @Test
  void L18_names_on_the_disk_never_come_from_outside() throws IOException {
    try (SqliteStore store = open()) {
      List<ContentRef> refs = new ArrayList<>();
      for (String party : List.of("..", "CON", "con", "a.part")) {
        for (String name : List.of("../../etc/passwd", "/", "\u0000", "C:\\x", "cds-store")) {
          refs.add(finished(store, new ContentKey(PartyCode.of(party), name), 1, 3));
        }
      }
      assertThat(files()).hasSameSizeAs(refs).allMatch(name -> name.matches(WHOLE));
      for (ContentRef ref : refs) {
        assertThat(octets(store, ref)).containsExactly(1, 1, 1);
      }
    }
  }

  @Test
  void files_and_folders_are_their_owners_alone() throws IOException {
    try (SqliteStore store = open()) {
      finished(store, KEY, 1, 3);
      store.stage(new ContentKey(PARTY, "up/2"), 0).write(ByteBuffer.allocate(1));
    }
    try (Stream<Path> all = Files.walk(directory)) {
      all.filter(path -> !path.equals(directory))
          .forEach(
              path ->
                  assertThat(permissions(path))
                      .as(path.toString())
                      .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
  }

  private static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new AssertionError(path.toString(), e);
    }
  }

  @Test
  void what_is_unfinished_has_another_name_and_empty_content_no_file() throws IOException {
    try (SqliteStore store = open();
        Sink sink = store.stage(KEY, 0)) {
      assertThat(files()).isEmpty();
      sink.write(ByteBuffer.allocate(1));
      assertThat(files()).singleElement().asString().matches(PART);
      sink.finish();
      assertThat(files()).singleElement().asString().matches(WHOLE);
      finished(store, new ContentKey(PARTY, "empty"), 1, 0);
      assertThat(files()).hasSize(1);
    }
  }

  /** As a hub takes in large content: a sink a piece. */
  @Test
  void a_sink_after_one_that_was_closed_goes_on_in_its_file() throws IOException {
    try (SqliteStore store = open()) {
      for (int i = 0; i < 5; i++) {
        try (Sink sink = store.stage(KEY, i)) {
          sink.write(ByteBuffer.wrap(new byte[] {(byte) i}));
        }
      }
      assertThat(files()).hasSize(1);
      try (Sink sink = store.stage(KEY, 4)) {
        assertThat(octets(store, sink.finish())).containsExactly(0, 1, 2, 3);
      }
    }
  }

  /** A process that stood still wakes up, and another has gone on. */
  @Test
  void L15_a_zombie_never_writes_into_what_its_successors_wrote() throws IOException {
    try (SqliteStore store = open();
        SqliteStore other = open()) {
      Sink zombie = store.stage(KEY, 0);
      write(zombie, 7, 9 * MIB);
      assertThat(zombie.durable()).isEqualTo(8 * MIB);
      try (Sink next = other.stage(KEY, 8 * MIB)) {
        write(next, 8, 3);
      }
      try (Sink cut = other.stage(KEY, 4 * MIB)) {
        write(cut, 9, 9 * MIB);
        write(zombie, 6, 3 * MIB);
        assertThatThrownBy(zombie::finish)
            .isInstanceOf(CdsException.class)
            .hasMessageContaining("staged anew by another");
        assertThat(files()).as("it names nothing finished").allMatch(name -> name.matches(PART));
        ContentRef ref = cut.finish();
        byte[] octets = octets(store, ref);
        assertThat(octets).hasSize(13 * MIB);
        assertThat(Arrays.copyOf(octets, 4 * MIB)).containsOnly(7);
        assertThat(Arrays.copyOfRange(octets, 4 * MIB, octets.length)).containsOnly(9);
      }
      zombie.close();
    }
  }

  @Test
  void a_zombie_does_not_finish_and_its_file_is_swept() throws IOException {
    try (SqliteStore store = open();
        SqliteStore other = open()) {
      Sink zombie = store.stage(KEY, 0);
      other.discard(KEY);
      ContentRef ref = finished(other, KEY, 2, 5);
      assertThatThrownBy(
              () -> {
                write(zombie, 1, 3);
                zombie.finish();
              })
          .isInstanceOf(CdsException.class);
      zombie.close();
      Binding.bind(store, ref);
      assertThat(files()).as("one of nobody").hasSize(2);
      old();

      assertThat(store.sweep(Duration.ofHours(1))).isEqualTo(1);
      assertThat(files()).hasSize(1);
      assertThat(octets(other, ref)).containsOnly(2);
    }
  }

  /** Each process that dies before it closes its sink leaves a file; they are one content. */
  @Test
  void content_of_many_files_is_read_from_any_octet_and_removed_whole() throws IOException {
    try (SqliteStore store = open()) {
      ContentRef ref = null;
      for (int i = 0; i < 20; i++) {
        write(store.stage(KEY, i * 8L * MIB), i, 8 * MIB);
      }
      try (Sink sink = store.stage(KEY, 160L * MIB)) {
        write(sink, 20, 1);
        ref = sink.finish();
      }
      assertThat(files()).hasSize(21);
      Source content = store.content(ref);
      try (InputStream in = content.open(8L * MIB - 1, 2)) {
        assertThat(in.readAllBytes()).containsExactly(0, 1);
      }
      try (InputStream in = content.open()) {
        assertThat(in.read()).isZero();
        assertThat(in.skip(8L * MIB)).isEqualTo(8L * MIB);
        assertThat(in.read()).isEqualTo(1);
        assertThat(in.skip(160L * MIB)).isEqualTo(152L * MIB - 1);
        assertThat(in.read()).isEqualTo(-1);
      }
      Binding.bind(store, ref);
      Binding.release(store, ref);
      assertThat(files()).isEmpty();
    }
  }

  /** The order that keeps it over a crash of the machine. */
  @Test
  void octets_and_names_are_on_the_disk_before_the_database_tells_of_them() throws IOException {
    List<String> acts = new ArrayList<>();
    try (SqliteStore store = open()) {
      disk.guard(
          (act, path) -> {
            String last = acts.isEmpty() ? "" : acts.get(acts.size() - 1);
            String now = act + (Files.isDirectory(path) ? " folder " : " ") + store.durable(KEY);
            if (!now.equals(last)) {
              acts.add(now);
            }
          });
      try (Sink sink = store.stage(KEY, 0)) {
        write(sink, 1, 9 * MIB);
        acts.add("told " + store.durable(KEY));
        sink.finish();
      }
    }
    assertThat(acts)
        .containsExactly(
            "OPEN 0",
            "FOLDER 0",
            "FORCE folder 0",
            "OPEN 0",
            "WRITE 0",
            "FORCE 0",
            "FORCE folder 0",
            "WRITE 8388608",
            "told 8388608",
            "FORCE 8388608",
            "MOVE 8388608",
            "FORCE folder 8388608");
  }

  /** The power fails when the file is there, and the last commit is not yet on the disk. */
  @Test
  void a_file_whose_row_was_lost_is_swept_once_it_is_old_and_nothing_else_is()
      throws IOException, SQLException {
    try (SqliteStore store = open()) {
      ContentRef kept = finished(store, KEY, 1, 3);
      Binding.bind(store, kept);
      finished(store, new ContentKey(PARTY, "lost"), 2, 3);
      sql("DELETE FROM cds_file WHERE content = (SELECT max(id) FROM cds_content)");
      sql("DELETE FROM cds_content WHERE id = (SELECT max(id) FROM cds_content)");
      Path foreign = Files.createFile(directory.resolve("notes.txt"));
      Path beside = Files.createFile(directory.resolve(files().get(0)).resolveSibling("notes.txt"));

      assertThat(store.sweep(Duration.ofHours(1))).as("it is young").isZero();
      old();
      assertThat(store.sweep(Duration.ofHours(1))).isEqualTo(1);
      assertThat(store.sweep(Duration.ofHours(1))).isZero();
      assertThat(octets(store, kept)).containsOnly(1);
      assertThat(foreign).exists();
      assertThat(beside).exists();
    }
  }

  @Test
  void a_crash_between_naming_and_telling_is_gone_on_from() throws IOException {
    try (SqliteStore store = open()) {
      Sink sink = store.stage(KEY, 0);
      write(sink, 1, 8 * MIB);
      disk.guard(
          (act, path) -> {
            if (act == WatchedDisk.Act.FORCE && Files.isDirectory(path)) {
              throw new IOException("the machine stands still");
            }
          });
      assertThatThrownBy(sink::finish).isInstanceOf(CdsException.class);
      disk.mend();
      assertThat(files()).singleElement().asString().matches(WHOLE);
      assertThat(store.durable(KEY)).isEqualTo(8 * MIB);
      try (Sink next = store.stage(KEY, 8 * MIB)) {
        write(next, 2, 1);
        assertThat(octets(store, next.finish())).hasSize(8 * MIB + 1).contains(1, 2);
      }
    }
  }

  @Test
  void content_that_was_kept_in_the_database_before_stays_there() throws IOException {
    ContentRef ref;
    try (SqliteStore store = inDatabase()) {
      ref = finished(store, new ContentKey(PARTY, "before"), 1, 3);
      Binding.bind(store, ref);
      try (Sink sink = store.stage(KEY, 0)) {
        write(sink, 2, 3);
      }
    }
    try (SqliteStore store = open()) {
      assertThat(octets(store, ref)).containsOnly(1);
      try (Sink sink = store.stage(KEY, 3)) {
        write(sink, 3, 1);
        assertThat(octets(store, sink.finish())).containsExactly(2, 2, 2, 3);
      }
      assertThat(files()).isEmpty();
      Binding.release(store, ref);
      assertThatThrownBy(() -> store.content(ref)).isInstanceOf(CdsException.class);
    }
  }

  @Test
  void another_directory_than_the_stores_own_is_refused() throws IOException {
    try (SqliteStore store = open()) {
      finished(store, KEY, 1, 3);
    }
    assertRefused(this::inDatabase, "open the store with contentIn(directory)");
    Path own = directory;
    directory = Files.createDirectory(folder.resolve("unmounted"));
    assertRefused(this::open, "not the one that this store's content lies in");
    directory = folder.resolve("none");
    assertRefused(this::open, "none is not there");
    directory = own;
    assertRefused(
        () -> SqliteStore.builder().file(folder.resolve("other.db")).contentIn(own).open(),
        "another store's");
    directory = folder;
    assertRefused(
        () -> SqliteStore.builder().file(folder.resolve("third.db")).contentIn(folder).open(),
        "is not empty");
    directory = Files.move(own, folder.resolve("moved"));
    open().close();
  }

  private interface Opening {
    Store open() throws IOException;
  }

  private static void assertRefused(Opening opening, String words) {
    assertThatThrownBy(() -> opening.open().close())
        .isInstanceOf(CdsException.class)
        .hasMessageContaining("STORE_FAILED")
        .hasMessageContaining(words);
  }

  @Test
  void a_file_that_is_missing_or_cut_short_is_told_by_name() throws IOException {
    try (SqliteStore store = open()) {
      ContentRef ref = finished(store, KEY, 1, 3);
      Path file = directory.resolve(files().get(0));
      Files.write(file, new byte[2]);
      assertThatThrownBy(() -> store.content(ref))
          .isInstanceOf(CdsException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("restore it from a copy");
      Files.delete(file);
      assertThatThrownBy(() -> store.content(ref)).hasMessageContaining(file.toString());
    }
  }

  /** A copy of the directory may be older than the one of the database. */
  @Test
  void what_is_durable_is_what_the_directory_has() throws IOException {
    try (SqliteStore store = open()) {
      write(store.stage(KEY, 0), 1, 8 * MIB);
      Path first = directory.resolve(files().get(0));
      try (Sink sink = store.stage(KEY, 8 * MIB)) {
        write(sink, 2, 3);
      }
      assertThat(store.durable(KEY)).isEqualTo(8 * MIB + 3);
      Files.write(first, new byte[] {1, 1});
      assertThat(store.durable(KEY)).isEqualTo(2);
      try (Sink sink = store.stage(KEY, 2)) {
        write(sink, 3, 1);
        assertThat(octets(store, sink.finish())).containsExactly(1, 1, 3);
      }
    }
  }

  private SqliteStore open() {
    return SqliteStore.builder()
        .file(folder.resolve("store.db"))
        .contentIn(disk.path(directory))
        .clock(clock)
        .open();
  }

  private SqliteStore inDatabase() {
    return SqliteStore.builder().file(folder.resolve("store.db")).clock(clock).open();
  }

  private static void write(Sink sink, int octet, int length) throws IOException {
    byte[] octets = new byte[length];
    Arrays.fill(octets, (byte) octet);
    sink.write(ByteBuffer.wrap(octets));
  }

  private static ContentRef finished(Store store, ContentKey key, int octet, int length)
      throws IOException {
    try (Sink sink = store.stage(key, 0)) {
      write(sink, octet, length);
      return sink.finish();
    }
  }

  private static byte[] octets(Store store, ContentRef ref) throws IOException {
    try (InputStream in = store.content(ref).open()) {
      return in.readAllBytes();
    }
  }

  /** Makes all files older than any age. */
  private void old() throws IOException {
    for (String file : files()) {
      Files.setLastModifiedTime(
          directory.resolve(file), FileTime.from(clock.instant().minus(Duration.ofDays(1))));
    }
  }

  /** Content files, by their names within the directory. */
  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .filter(name -> name.matches("../.{32}-.*"))
          .toList();
    }
  }

  private void sql(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
