package io.cds.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.store.ContentKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory of content that is full, or may not be written. */
final class DirectoryFaultTest {
  private static final PartyCode PARTY = PartyCode.of("010300");
  private static final ContentKey KEY = new ContentKey(PARTY, "up/1");
  private static final int MIB = 1 << 20;

  private final WatchedDisk disk = new WatchedDisk();
  @TempDir Path folder;
  private Path directory;

  @BeforeEach
  void make() throws IOException {
    directory = Files.createDirectory(folder.resolve("content"));
  }

  @Test
  void a_directory_without_room_is_told_and_content_goes_on_once_there_is_some()
      throws IOException {
    try (SqliteStore store = open()) {
      disk.fill();
      assertTold(ProblemCode.STORE_FULL, "is full; make room there", () -> staged(store));
      disk.mend();
      assertThat(staged(store).length()).isEqualTo(1);
    }
  }

  @Test
  void a_disk_that_fills_in_the_midst_keeps_what_is_durable_and_gives_back_the_rest()
      throws IOException {
    try (SqliteStore store = open()) {
      Sink sink = store.stage(KEY, 0);
      leaveRoomFor(13);
      CdsException full =
          assertTold(ProblemCode.STORE_FULL, "make room there", () -> write(sink, 20));
      assertThatThrownBy(sink::finish).as("the failure sticks").isSameAs(full);
      sink.close();
      assertThat(store.durable(KEY)).isEqualTo(sink.durable()).isEqualTo(8 * MIB);
      assertThat(used()).as("octets on the disk").isEqualTo(8 * MIB);

      disk.mend();
      try (Sink next = store.stage(KEY, 8 * MIB)) {
        write(next, 12);
        assertThat(store.content(next.finish()).length()).isEqualTo(20 * MIB);
      }
    }
  }

  /** Counted in the pieces that the sink writes. */
  private void leaveRoomFor(int mebibytes) {
    AtomicInteger left = new AtomicInteger(mebibytes * 4);
    disk.guard(
        (act, path) -> {
          if (act == WatchedDisk.Act.WRITE && left.getAndDecrement() <= 0) {
            throw new IOException("Disk quota exceeded");
          }
        });
  }

  @Test
  void a_directory_that_may_not_be_written_is_told_and_what_lies_there_can_be_read()
      throws IOException {
    try (SqliteStore store = open()) {
      ContentRef before = staged(store);
      Binding.bind(store, before);
      disk.protect();
      assertTold(
          ProblemCode.STORE_FAILED, "let this process read and write there", () -> staged(store));
      assertThat(store.content(before).open().readAllBytes()).hasSize(1);
      Binding.release(store, before);
      assertThatThrownBy(() -> store.content(before)).isInstanceOf(CdsException.class);
      assertTold(ProblemCode.STORE_FAILED, "remove", () -> store.sweep(Duration.ofDays(1)));

      disk.mend();
      store.sweep(Duration.ofDays(1));
      assertThat(used()).as("it was released").isZero();
      assertThat(staged(store).length()).isEqualTo(1);
    }
  }

  @Test
  void a_disk_that_fails_while_it_is_waited_for_leaves_nothing_durable() throws IOException {
    try (SqliteStore store = open()) {
      disk.guard(
          (act, path) -> {
            if (act == WatchedDisk.Act.FORCE) {
              throw new IOException("Input/output error");
            }
          });
      Sink sink = store.stage(KEY, 0);
      assertTold(ProblemCode.STORE_FAILED, "look at its disk", () -> write(sink, 9));
      sink.close();
      assertThat(store.durable(KEY)).isZero();
      disk.mend();
      assertThat(staged(store).length()).isEqualTo(1);
    }
  }

  @Test
  void a_directory_that_is_gone_is_told() throws IOException {
    try (SqliteStore store = open()) {
      staged(store);
      Path away = Files.move(directory, folder.resolve("away"));
      assertTold(ProblemCode.STORE_FAILED, "mount it again", () -> write(store.stage(KEY, 0), 1));
      Files.move(away, directory);
      assertThat(staged(store).length()).isEqualTo(1);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private CdsException assertTold(ProblemCode code, String cure, Work work) {
    CdsException thrown = catchThrowableOfType(CdsException.class, work::run);
    assertThat(thrown).isNotNull();
    assertThat(thrown.problem().code()).isEqualTo(code);
    assertThat(thrown.problem().detail()).contains("content directory " + directory, cure);
    return thrown;
  }

  private SqliteStore open() {
    return SqliteStore.builder()
        .file(folder.resolve("store.db"))
        .contentIn(disk.path(directory))
        .open();
  }

  private static ContentRef staged(SqliteStore store) throws IOException {
    try (Sink sink = store.stage(KEY, 0)) {
      sink.write(ByteBuffer.allocate(1));
      return sink.finish();
    }
  }

  private static void write(Sink sink, int mebibytes) throws IOException {
    for (int i = 0; i < mebibytes; i++) {
      sink.write(ByteBuffer.allocate(MIB));
    }
  }

  private long used() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("cds-store"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
