package io.cds.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.CdsException;
import io.cds.api.OutgoingStatus;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Octets;
import io.cds.api.store.Capability;
import io.cds.api.store.FeedRow;
import io.cds.api.store.Lease;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.Store;
import io.cds.api.store.StoreTransaction;
import io.cds.api.store.WorkKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several threads, and several handles on the same octets. */
public interface ConcurrencyRules extends StoreUnderTest {
  /** Workers at once. */
  int THREADS = 6;

  /** What each of them does. */
  int TIMES = 15;

  /** L19. */
  @Test
  default void L19_no_change_of_a_row_is_lost_among_threads() throws Exception {
    counts(store(), store());
  }

  /** And among processes. */
  @Test
  default void L19_no_change_of_a_row_is_lost_among_handles() throws Exception {
    Expect.claims(store(), Capability.SHARED);
    try (Store other = again()) {
      counts(store(), other);
    }
  }

  private static void counts(Store one, Store two) throws Exception {
    PartyMessage key = Sample.at(Sample.A, Sample.key(Sample.A, 1));
    Expect.commit(one, tx -> tx.outgoing().insert(Sample.outgoing(Sample.A, 1)));
    CyclicBarrier barrier = new CyclicBarrier(THREADS);
    List<Integer> won =
        together(
            worker -> {
              int mine = 0;
              for (int i = 0; i < TIMES; i++) {
                mine += raise(worker % 2 == 0 ? one : two, key, barrier) ? 1 : 0;
              }
              return mine;
            });
    String check = "of all who read the same version exactly one may replace the row";
    assertEquals(TIMES, won.stream().mapToInt(Integer::intValue).sum(), check);
    assertEquals(TIMES, one.transact(tx -> tx.outgoing().find(key)).orElseThrow().version(), check);
  }

  /** All read, then all write. @return whether this one was the first */
  private static boolean raise(Store store, PartyMessage key, CyclicBarrier barrier)
      throws Exception {
    OutgoingRow row = store.transact(tx -> tx.outgoing().find(key)).orElseThrow();
    barrier.await(60, TimeUnit.SECONDS);
    try {
      Expect.commit(store, tx -> tx.outgoing().replace(row.with(OutgoingStatus.SENT)));
      return true;
    } catch (CdsException e) {
      if (e.problem().code() != ProblemCode.STALE_LEASE) {
        throw e;
      }
      return false;
    } finally {
      barrier.await(60, TimeUnit.SECONDS);
    }
  }

  /** A value that a transaction read and then wrote. */
  @Test
  default void L19_no_change_of_a_value_is_lost_among_threads() throws Exception {
    together(
        worker -> {
          for (int i = 0; i < TIMES; i++) {
            Expect.commit(store(), ConcurrencyRules::lengthen);
          }
          return worker;
        });
    int length = store().transact(tx -> tx.states().find(Sample.A, "value")).orElseThrow().length();
    assertEquals(
        THREADS * TIMES,
        length,
        "a transaction that wrote what another changed since it was read must run again");
  }

  private static boolean lengthen(StoreTransaction tx) {
    byte[] before = tx.states().find(Sample.A, "value").map(Octets::toArray).orElse(new byte[0]);
    tx.states().put(Sample.A, "value", Octets.of(Arrays.copyOf(before, before.length + 1)));
    return true;
  }

  /** Exclusive. */
  @Test
  default void each_piece_of_work_is_leased_by_one_worker_alone() throws Exception {
    leasesOnce(store(), store());
  }

  /** And among processes. */
  @Test
  default void each_piece_of_work_is_leased_through_one_handle_alone() throws Exception {
    Expect.claims(store(), Capability.SHARED);
    try (Store other = again()) {
      leasesOnce(store(), other);
    }
  }

  private static void leasesOnce(Store one, Store two) throws Exception {
    int pieces = THREADS * TIMES;
    Expect.commit(
        one,
        tx ->
            IntStream.range(0, pieces)
                .forEach(
                    n ->
                        tx.works()
                            .enqueue(Sample.work(Sample.A, WorkKind.SEND, "w" + n), tx.now())));
    List<List<String>> taken =
        together(
            worker -> {
              Store store = worker % 2 == 0 ? one : two;
              List<String> mine = new ArrayList<>();
              List<Lease> some = lease(store);
              while (!some.isEmpty() && mine.size() <= pieces) {
                some.forEach(lease -> mine.add(lease.work().name()));
                some = lease(store);
              }
              return mine;
            });
    List<String> all = taken.stream().flatMap(List::stream).toList();
    Set<String> different = new HashSet<>(all);
    assertEquals(all.size(), different.size(), "a piece of work was leased by two workers");
    assertEquals(pieces, different.size(), "a piece of work was leased by nobody");
  }

  private static List<Lease> lease(Store store) {
    return store.transact(
        tx -> tx.works().lease(Optional.empty(), WorkKind.SEND, 4, Duration.ofMinutes(5)));
  }

  /** A cursor must not run past a row that is not yet visible. */
  @Test
  default void a_reader_of_a_feed_misses_no_row_that_is_appended_meanwhile() throws Exception {
    int rows = (THREADS - 1) * TIMES;
    List<Integer> seen = together(worker -> worker == 0 ? follow(rows) : appendTo(worker, TIMES));
    assertEquals(
        rows,
        seen.get(0),
        "a reader that goes on from the last sequence missed rows; a row may become visible only"
            + " when no lower sequence can appear any more");
  }

  private int appendTo(int worker, int times) {
    for (int i = 0; i < times; i++) {
      String once = worker + "/" + i;
      int n = worker * 1000 + i;
      Expect.commit(
          store(),
          tx ->
              tx.feeds()
                  .append(
                      new FeedRow(Sample.A, 0, Sample.key(Sample.B, n), Optional.empty()), once));
    }
    return 0;
  }

  /** Reads on until it has seen as many rows, or until an end of long waiting. */
  private int follow(int rows) {
    Set<Long> seen = new HashSet<>();
    long cursor = 0;
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (seen.size() < rows && System.nanoTime() < end) {
      long from = cursor;
      for (FeedRow row : store().transact(tx -> tx.feeds().after(Sample.A, from, 5))) {
        assertTrue(row.sequence() > cursor, "sequences must rise");
        cursor = row.sequence();
        seen.add(cursor);
      }
    }
    return seen.size();
  }

  private static <R> List<R> together(WorkerWork<R> work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<R>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int worker = i;
        calls.add(() -> work.run(worker));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : executor.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    } finally {
      executor.shutdownNow();
    }
  }

  /** What each worker does. */
  @FunctionalInterface
  interface WorkerWork<R> {
    /** Does it. */
    R run(int worker) throws Exception;
  }
}
