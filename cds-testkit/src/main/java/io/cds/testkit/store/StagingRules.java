package io.cds.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.ContentRef;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** {@link Store#stage}: what is unfinished can be resumed, and cannot be read. */
public interface StagingRules extends StoreUnderTest {
  /** Three pieces of 1 MiB and a bit. */
  long LENGTH = 3L * Octet.MIB + 5;

  /** Begin anew. */
  @Test
  default void nothing_is_durable_of_content_that_was_never_staged() {
    assertEquals(0, store().durable(key()), "durable() of an unknown key must be 0");
  }

  /** L21. */
  @Test
  default void L21_a_sink_that_is_closed_without_finish_keeps_what_was_written_unfinished()
      throws IOException {
    try (Sink sink = store().stage(key(), 0)) {
      Octet.write(sink, 0, LENGTH);
    }
    assertEquals(
        LENGTH, store().durable(key()), "close() must make durable what was written, to resume");
    assertEquals(0, store().durable(other()), "another party's key of the same name is another");
  }

  /** After a crash, or a cut line. */
  @Test
  default void content_is_resumed_where_it_was_durable() throws IOException {
    try (Sink sink = store().stage(key(), 0)) {
      Octet.write(sink, 0, LENGTH);
    }
    ContentRef ref;
    try (Sink sink = store().stage(key(), LENGTH)) {
      assertEquals(LENGTH, sink.durable(), "a resumed sink is durable from where it begins");
      Octet.write(sink, LENGTH, 2 * LENGTH);
      ref = sink.finish();
    }
    assertContent(ref, 2 * LENGTH);
    assertEquals(0, store().durable(key()), "finished content is unfinished no more");
  }

  /** The caller knows better what is good. */
  @Test
  default void content_is_resumed_before_its_durable_end_and_the_rest_is_written_anew()
      throws IOException {
    long from = Octet.MIB + 7;
    try (Sink sink = store().stage(key(), 0)) {
      Octet.write(sink, 0, from);
      sink.write(ByteBuffer.wrap(new byte[2 * Octet.MIB]));
    }
    ContentRef ref;
    try (Sink sink = store().stage(key(), from)) {
      Octet.write(sink, from, LENGTH);
      ref = sink.finish();
    }
    assertContent(ref, LENGTH);
  }

  /** There would be a hole. */
  @Test
  default void a_resumption_beyond_what_is_durable_is_refused() throws IOException {
    try (Sink sink = store().stage(key(), 0)) {
      Octet.write(sink, 0, 10);
    }
    Expect.problem(
        ProblemCode.STORE_FAILED,
        "a resumption beyond what is durable would leave a hole: it must be refused",
        () -> store().stage(key(), 11));
  }

  /** Such as another seal under the same name. */
  @Test
  default void content_that_is_staged_anew_drops_what_was_unfinished() throws IOException {
    try (Sink sink = store().stage(key(), 0)) {
      sink.write(ByteBuffer.wrap(new byte[2 * Octet.MIB]));
    }
    ContentRef ref = Octet.finished(store(), key(), 3);
    assertContent(ref, 3);
  }

  /** A zombie and its successor. */
  @Test
  default void a_later_sink_of_a_key_takes_over_and_the_former_can_write_no_more()
      throws IOException {
    try (Sink former = store().stage(key(), 0)) {
      Octet.write(former, 0, 10);
      ContentRef ref = Octet.finished(store(), key(), LENGTH);
      assertThrows(
          Exception.class,
          () -> {
            former.write(ByteBuffer.wrap(new byte[2 * Octet.MIB]));
            former.finish();
          },
          "a sink whose key was staged again must fail, or two writers mix their octets");
      assertContent(ref, LENGTH);
    }
  }

  /** Nobody may believe that it went well in the end. */
  @Test
  default void the_first_failure_of_a_sink_sticks() throws IOException {
    Sink sink = store().stage(key(), 0);
    Octet.write(sink, 0, 10);
    store().discard(key());
    String check = "a sink whose content was discarded must fail, now and in every later call";
    assertThrows(Exception.class, () -> Octet.write(sink, 10, LENGTH + 16L * Octet.MIB), check);
    assertThrows(Exception.class, () -> sink.write(ByteBuffer.allocate(1)), check);
    assertThrows(Exception.class, sink::finish, check);
    sink.close();
    assertEquals(0, store().durable(key()), "close() of a failed sink must bring nothing back");
  }

  /** As its interface says. */
  @Test
  default void a_sink_takes_nothing_after_finish_and_nothing_after_close() throws IOException {
    Sink finished = store().stage(key(), 0);
    Octet.write(finished, 0, 10);
    ContentRef ref = finished.finish();
    assertThrows(Exception.class, finished::finish, "finish() works only once");
    assertThrows(Exception.class, () -> finished.write(ByteBuffer.allocate(1)), "it is finished");
    finished.close();
    assertContent(ref, 10);

    Sink closed = store().stage(other(), 0);
    closed.close();
    assertThrows(Exception.class, () -> closed.write(ByteBuffer.allocate(1)), "it is closed");
    assertThrows(Exception.class, closed::finish, "closed without finish: it can finish no more");
  }

  /** Bounded commits. */
  @Test
  default void what_a_sink_calls_durable_is_what_the_store_calls_durable() throws IOException {
    try (Sink sink = store().stage(key(), 0)) {
      long last = 0;
      for (int i = 0; i < 20; i++) {
        Octet.write(sink, (long) i * Octet.MIB, (i + 1L) * Octet.MIB);
        long durable = sink.durable();
        assertTrue(durable >= last, "durable() must never fall");
        assertTrue(durable <= (i + 1L) * Octet.MIB, "durable() must not run ahead of what came");
        assertEquals(durable, store().durable(key()), "sink and store must agree");
        last = durable;
      }
      assertTrue(
          last >= 10L * Octet.MIB,
          "of 20 MiB written at least 10 must be durable: commit in steps, not at the end");
    }
  }

  /** What nobody wants. */
  @Test
  default void discarded_content_is_gone() throws IOException {
    try (Sink sink = store().stage(key(), 0)) {
      Octet.write(sink, 0, LENGTH);
    }
    store().discard(key());
    store().discard(key());
    assertEquals(0, store().durable(key()), "discard() must drop what was unfinished");
  }

  /** A database with one writer would wait for itself. */
  @Test
  default void content_is_not_staged_inside_a_transaction() {
    assertThrows(
        IllegalStateException.class,
        () ->
            store()
                .transact(
                    tx -> {
                      try (Sink sink = store().stage(key(), 0)) {
                        return sink.durable();
                      }
                    }),
        "staging inside a transaction must be refused at once, not wait for itself");
  }

  private void assertContent(ContentRef ref, long length) throws IOException {
    assertEquals(length, ref.length(), "the reference must tell the number of octets");
    try (InputStream in = store().content(ref).open()) {
      assertTrue(Octet.matches(in, 0, length), "the content is not what was written");
    }
  }

  private static ContentKey key() {
    return new ContentKey(Sample.A, "in/" + Sample.key(Sample.B, 1));
  }

  private static ContentKey other() {
    return new ContentKey(Sample.B, key().name());
  }
}
