package io.cds.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.store.Capability;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Store;
import io.cds.api.store.WorkKind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept over a restart. A crash of the machine is beyond what a test can play. */
public interface DurabilityRules extends StoreUnderTest {
  /** Rows. */
  @Test
  default void what_was_committed_is_there_after_a_restart() {
    Expect.claims(store(), Capability.DURABLE);
    Expect.commit(
        store(),
        tx -> {
          tx.outgoing().insert(Sample.outgoing(Sample.A, 1));
          tx.works().enqueue(Sample.work(Sample.A, WorkKind.SEND, "1"), tx.now());
          tx.works().lease(Optional.empty(), WorkKind.SEND, 1, Duration.ofSeconds(30));
        });
    store().close();
    try (Store restarted = again()) {
      assertEquals(
          Optional.of(Sample.outgoing(Sample.A, 1)),
          restarted.transact(
              tx -> tx.outgoing().find(Sample.at(Sample.A, Sample.key(Sample.A, 1)))),
          "a committed row was lost over a restart");
      clock().advance(Duration.ofSeconds(30));
      assertEquals(
          1,
          restarted
              .transact(
                  tx ->
                      tx.works().lease(Optional.empty(), WorkKind.SEND, 1, Duration.ofSeconds(30)))
              .get(0)
              .attempts(),
          "a lease must survive a restart, and end by the clock");
    }
  }

  /** Contents. */
  @Test
  default void staged_content_is_resumed_after_a_restart() throws IOException {
    Expect.claims(store(), Capability.DURABLE);
    ContentKey key = new ContentKey(Sample.A, "up/1");
    Sink cut = store().stage(key, 0);
    Octet.write(cut, 0, 20L * Octet.MIB);
    long told = cut.durable();
    try (Store restarted = again()) {
      assertEquals(
          told,
          restarted.durable(key),
          "what a sink calls durable must be there without its being closed");
      ContentRef ref;
      try (Sink sink = restarted.stage(key, told)) {
        Octet.write(sink, told, 21L * Octet.MIB);
        ref = sink.finish();
      }
      try (InputStream in = restarted.content(ref).open()) {
        assertTrue(Octet.matches(in, 0, 21L * Octet.MIB), "the content is not what was written");
      }
    }
  }
}
