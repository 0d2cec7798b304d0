package io.cds.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.ContentRef;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.Capability;
import io.cds.api.store.ContentKey;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Finished content: random access, orphans, binding and release. */
public interface ContentRules extends StoreUnderTest {
  /** Attachments of no octets exist. */
  @Test
  default void empty_content_is_content() throws IOException {
    ContentRef ref = Octet.finished(store(), key("empty"), 0);
    Expect.commit(store(), tx -> tx.contents().bind(ref));
    assertEquals(0, store().content(ref).length());
    assertTrue(reads(ref, 0, 0), "expected a stream without octets");
  }

  /** For a party that fetches from where it stood. */
  @Test
  default void any_range_of_content_can_be_read() throws IOException {
    long length = 3L * Octet.MIB + 5;
    ContentRef ref = Octet.finished(store(), key("c"), length);
    long[][] ranges = {
      {0, length},
      {0, 1},
      {Octet.MIB - 1, 2},
      {Octet.MIB, Octet.MIB},
      {Octet.MIB + 1, 2L * Octet.MIB + 3},
      {length - 1, 1},
      {length, 0}
    };
    for (long[] range : ranges) {
      assertTrue(
          reads(ref, range[0], range[1]),
          "range [" + range[0] + ", +" + range[1] + "] came back wrong; check the first piece");
    }
    assertThrows(
        IOException.class,
        () -> store().content(ref).open(length, 1),
        "a range beyond the end must be an IOException");
  }

  /** Sources are read again. */
  @Test
  default void content_is_read_as_often_as_it_is_opened() throws IOException {
    ContentRef ref = Octet.finished(store(), key("c"), 10);
    Source source = store().content(ref);
    try (InputStream one = source.open();
        InputStream two = source.open()) {
      assertEquals(Octet.at(0), (byte) one.read());
      assertTrue(Octet.matches(two, 0, 10), "each stream begins at the beginning");
      assertTrue(Octet.matches(one, 1, 9), "streams must not disturb each other");
    }
  }

  /** A handler reads attachments while it imports. */
  @Test
  default void content_is_read_inside_a_transaction() throws IOException {
    ContentRef ref = Octet.finished(store(), key("c"), 2L * Octet.MIB);
    Expect.commit(
        store(),
        tx -> {
          tx.states().put(Sample.A, "s", Sample.octets(1));
          try {
            assertTrue(reads(ref, 0, 2L * Octet.MIB), "a handler reads content as it imports");
          } catch (IOException e) {
            throw new AssertionError("content must be readable inside a transaction", e);
          }
        });
  }

  /** An answer, not an empty stream. */
  @Test
  default void content_that_is_not_there_is_told() {
    ContentRef none = new ContentRef("none", 1);
    Expect.problem(
        ProblemCode.STORE_FAILED, "content() of an unknown reference", () -> store().content(none));
    Expect.problem(
        ProblemCode.STORE_FAILED,
        store(),
        "bind() of an unknown reference must fail: the row would point nowhere",
        tx -> tx.contents().bind(none));
  }

  /** A crash between staging and binding leaves an orphan. */
  @Test
  default void orphans_are_swept_once_they_are_old_enough() throws IOException {
    ContentRef orphan = Octet.finished(store(), key("finished"), 10);
    try (Sink sink = store().stage(key("unfinished"), 0)) {
      Octet.write(sink, 0, 10);
    }
    clock().advance(Duration.ofMinutes(59));
    assertEquals(0, store().sweep(Duration.ofHours(1)), "orphans were swept too early");
    assertTrue(reads(orphan, 0, 10), "a young orphan stays: somebody may be about to bind it");
    clock().advance(Duration.ofMinutes(1));
    assertEquals(2, store().sweep(Duration.ofHours(1)), "expected both orphans to be swept");
    assertEquals(0, store().durable(key("unfinished")), "unfinished content was not swept");
    Expect.problem(
        ProblemCode.STORE_FAILED,
        "finished content that nothing bound was not swept",
        () -> store().content(orphan));
  }

  /** However old. */
  @Test
  default void bound_content_is_never_swept() throws IOException {
    ContentRef ref = Octet.finished(store(), key("c"), 10);
    Expect.commit(store(), tx -> tx.contents().bind(ref));
    clock().advance(Duration.ofDays(400));
    assertEquals(0, store().sweep(Duration.ofHours(1)), "bound content is no orphan");
    assertTrue(reads(ref, 0, 10), "bound content was swept");
  }

  /** A slow line is no reason. */
  @Test
  default void content_that_is_still_being_written_is_not_swept() throws IOException {
    try (Sink sink = store().stage(key("slow"), 0)) {
      for (int i = 0; i < 3; i++) {
        Octet.write(sink, 10L * Octet.MIB * i, 10L * Octet.MIB * (i + 1));
        clock().advance(Duration.ofMinutes(50));
        assertEquals(0, store().sweep(Duration.ofHours(1)), "it was touched 50 minutes ago");
      }
      assertTrue(reads(sink.finish(), 0, 30L * Octet.MIB), "it was swept while it was written");
    }
  }

  /** All or nothing. */
  @Test
  default void a_binding_that_was_rolled_back_binds_nothing() throws IOException {
    ContentRef ref = Octet.finished(store(), key("c"), 10);
    rollBack(() -> Expect.commit(store(), tx -> failAfter(() -> tx.contents().bind(ref))));
    clock().advance(Duration.ofHours(2));
    assertEquals(1, store().sweep(Duration.ofHours(1)), "it is an orphan: nothing bound it");
  }

  /** And let go. */
  @Test
  default void released_content_is_gone_after_the_commit_and_not_after_a_rollback()
      throws IOException {
    ContentRef ref = Octet.finished(store(), key("c"), 3L * Octet.MIB);
    Expect.commit(store(), tx -> tx.contents().bind(ref));
    rollBack(() -> Expect.commit(store(), tx -> failAfter(() -> tx.contents().release(ref))));
    assertTrue(reads(ref, 0, 3L * Octet.MIB), "its release was rolled back: it must be there");
    Expect.commit(store(), tx -> tx.contents().release(ref));
    Expect.problem(
        ProblemCode.STORE_FAILED,
        "released content must be gone after the commit",
        () -> store().content(ref));
  }

  /** L12: nothing grows with the payload. */
  @Test
  default void L12_large_content_needs_little_memory() throws IOException {
    Expect.claims(store(), Capability.DURABLE);
    long length = 64L * Octet.MIB;
    long before = used();
    ContentRef ref;
    try (Sink sink = store().stage(key("large"), 0)) {
      for (long at = 0; at < length; at += 16L * Octet.MIB) {
        Octet.write(sink, at, at + 16L * Octet.MIB);
        assertLittle(before, "written", at + 16L * Octet.MIB);
      }
      ref = sink.finish();
    }
    try (InputStream in = store().content(ref).open()) {
      for (long at = 0; at < length; at += 16L * Octet.MIB) {
        byte[] piece = new byte[Octet.MIB];
        for (int i = 0; i < 16; i++) {
          assertEquals(Octet.MIB, in.readNBytes(piece, 0, Octet.MIB), "octets are missing");
        }
        assertLittle(before, "read", at + 16L * Octet.MIB);
      }
    }
    assertTrue(reads(ref, 0, length), "the content is not what was written");
  }

  private static void assertLittle(long before, String done, long octets) {
    long more = used() - before;
    assertTrue(
        more < 24L * Octet.MIB,
        () -> "with [" + octets + "] octets " + done + " the heap had grown by [" + more + "]");
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void failAfter(Runnable work) {
    work.run();
    throw new IllegalArgumentException("mine");
  }

  private static void rollBack(Runnable transaction) {
    assertThrows(IllegalArgumentException.class, transaction::run, "the work throws");
  }

  private boolean reads(ContentRef ref, long from, long length) throws IOException {
    try (InputStream in = store().content(ref).open(from, length)) {
      return Octet.matches(in, from, length);
    }
  }

  private static ContentKey key(String name) {
    return new ContentKey(Sample.A, name);
  }
}
