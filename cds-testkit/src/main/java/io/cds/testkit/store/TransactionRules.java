package io.cds.testkit.store;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.Cursor;
import io.cds.api.KeyUse;
import io.cds.api.MessageKey;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.store.FeedRow;
import io.cds.api.store.Store;
import io.cds.api.store.StoreTransaction;
import io.cds.api.store.WorkKind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@link Store#transact}: all or nothing. */
public interface TransactionRules extends StoreUnderTest {
  /** Every table takes part. */
  @Test
  default void a_transaction_that_throws_leaves_nothing_in_any_table() {
    Exception mine = new IllegalArgumentException("mine");

    Exception thrown =
        assertThrows(
            Exception.class,
            () ->
                store()
                    .transact(
                        tx -> {
                          writeEverywhere(tx);
                          throw mine;
                        }),
            "an exception of the work must pass through transact()");

    assertSame(mine, thrown, "the exception of the work must pass through as it is, not wrapped");
    Expect.commit(store(), tx -> assertNothing(tx));
  }

  /** Inside, before the commit. */
  @Test
  default void a_transaction_sees_what_it_wrote_itself() {
    Expect.commit(
        store(),
        tx -> {
          writeEverywhere(tx);
          assertTrue(
              tx.outgoing().find(Sample.at(Sample.A, Sample.key(Sample.A, 1))).isPresent(),
              "a row must be found in the transaction that inserted it");
          assertEquals(1, tx.events().after(Sample.A, 0, 9).size(), "so must its event");
        });
  }

  /** The engine throws what a handler throws. */
  @Test
  default void a_checked_exception_of_the_work_passes_through_as_it_is() {
    IOException mine = new IOException("mine");
    Exception thrown =
        assertThrows(
            Exception.class,
            () ->
                store()
                    .transact(
                        tx -> {
                          throw mine;
                        }));
    assertSame(mine, thrown, "a checked exception must pass through transact() as it is");
  }

  /** An {@link Error} is a failure like any other. */
  @Test
  default void an_error_of_the_work_rolls_back_too() {
    assertThrows(
        AssertionError.class,
        () ->
            store()
                .transact(
                    tx -> {
                      writeEverywhere(tx);
                      throw new AssertionError("mine");
                    }));
    Expect.commit(store(), tx -> assertNothing(tx));
  }

  /** A database with one writer would wait for itself. */
  @Test
  default void a_transaction_inside_a_transaction_is_refused_at_once() {
    assertThrows(
        IllegalStateException.class,
        () -> store().transact(outer -> store().transact(inner -> 1)),
        "a nested transact() must throw IllegalStateException, not wait for itself");
    assertTrue(Expect.yes(store(), tx -> true), "and the store must go on working after it");
  }

  /** Stamps of one transaction agree. */
  @Test
  default void now_is_the_stores_clock_in_milliseconds_and_stands_still_in_a_transaction() {
    clock().set(Instant.parse("2026-09-01T08:00:00.123456789Z"));
    Expect.commit(
        store(),
        tx -> {
          Instant first = tx.now();
          clock().set(Instant.parse("2026-09-01T09:00:00Z"));
          assertEquals(
              Instant.parse("2026-09-01T08:00:00.123Z"), first, "now() has whole milliseconds");
          assertEquals(first, tx.now(), "now() must be the same throughout a transaction");
        });
    assertEquals(
        Instant.parse("2026-09-01T09:00:00Z"),
        store().transact(StoreTransaction::now),
        "the next transaction must read the clock anew");
  }

  /** A hint of a handler. */
  @Test
  default void hints_run_after_the_commit_and_never_after_a_rollback() {
    List<String> ran = new ArrayList<>();
    Expect.commit(
        store(),
        tx -> {
          tx.host().afterCommit(() -> ran.add("committed"));
          assertEquals(List.of(), ran, "a hint must not run before the commit");
        });
    assertThrows(
        IllegalArgumentException.class,
        () ->
            store()
                .transact(
                    tx -> {
                      tx.host().afterCommit(() -> ran.add("rolled back"));
                      throw new IllegalArgumentException("mine");
                    }));
    assertEquals(List.of("committed"), ran, "hints run once after a commit, never else");
  }

  private static void writeEverywhere(StoreTransaction tx) {
    MessageKey message = Sample.key(Sample.A, 1);
    tx.outgoing().insert(Sample.outgoing(Sample.A, 1));
    tx.deliveries().insert(Sample.delivery(Sample.A, 1, Sample.B));
    tx.arrivals().insert(Sample.arrival(Sample.A, 1));
    tx.incoming().insert(Sample.incoming(Sample.A, 1));
    tx.receipts().insert(Sample.receipt(Sample.A, message, ReceiptEvent.ACCEPTED));
    tx.events().append(Sample.A, Sample.event(message, "CONFIRMED"));
    tx.works().enqueue(Sample.work(Sample.A, WorkKind.SEND, "1"), tx.now());
    tx.states().put(Sample.A, "cursor", Sample.octets(1));
    tx.keys().put(Sample.A, Sample.knownKey(Sample.B, 1, Sample.T));
    tx.parties().insert(Sample.party(Sample.A, Sample.B));
    tx.enrolments().insert(Sample.enrolment(Sample.A));
    tx.hubMessages().insert(Sample.hubMessage(Sample.A, 1));
    tx.feeds().append(new FeedRow(Sample.A, 0, message, Optional.empty()), "once");
  }

  private static void assertNothing(StoreTransaction tx) {
    String check = "a rolled back transaction left something; check that all share one transaction";
    MessageKey message = Sample.key(Sample.A, 1);
    assertAll(
        () -> assertEquals(0, tx.outgoing().page(Sample.A, Cursor.START, 9).items().size(), check),
        () -> assertEquals(0, tx.deliveries().of(Sample.A, Sample.id(1)).size(), check),
        () ->
            assertTrue(
                tx.arrivals().find(Sample.at(Sample.A, Sample.key(Sample.B, 1))).isEmpty(), check),
        () -> assertEquals(0, tx.incoming().page(Sample.A, Cursor.START, 9).items().size(), check),
        () -> assertEquals(0, tx.receipts().of(Sample.A, message).size(), check),
        () -> assertEquals(0, tx.events().of(Sample.A, message).size(), check),
        () -> assertTrue(tx.works().nextDue(Sample.A, WorkKind.SEND).isEmpty(), check),
        () -> assertTrue(tx.states().find(Sample.A, "cursor").isEmpty(), check),
        () -> assertEquals(0, tx.keys().of(Sample.A, Sample.B, KeyUse.OPEN).size(), check),
        () -> assertEquals(0, tx.parties().after(Sample.A, Optional.empty(), 9).size(), check),
        () -> assertTrue(tx.enrolments().find(Sample.A).isEmpty(), check),
        () -> assertTrue(tx.hubMessages().find(Sample.at(Sample.A, message)).isEmpty(), check),
        () -> assertEquals(0, tx.feeds().after(Sample.A, 0, 9).size(), check));
  }
}
