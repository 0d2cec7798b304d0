package io.cds.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.PartyCode;
import io.cds.api.Sink;
import io.cds.api.envelope.Octets;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Lease;
import io.cds.api.store.Store;
import io.cds.api.store.WorkKey;
import io.cds.api.store.WorkKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A PostgreSQL server is killed and its standby promoted: what was acknowledged, by a ledger in the
 * memory of this process, is looked for there.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KilledPrimaryTest {
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final int WORKERS = 3;

  private final ConcurrentLinkedQueue<Entry> ledger = new ConcurrentLinkedQueue<>();
  @TempDir Path folder;

  /** One acknowledged transaction: a value, the content that it bound, the lease that it took. */
  private record Entry(PartyCode party, int number, ContentRef content, Lease lease) {}

  @Test
  void what_was_acknowledged_is_on_the_synchronous_standby_and_work_goes_on_there()
      throws Exception {
    int before = 60;
    try (PostgresServerPair pair = PostgresServerPair.start(folder, true);
        HikariDataSource pool = Pool.over(pair.database());
        Store store = PostgresStore.over(pool)) {
      List<Integer> failed = workWhileKilling(pair, store, before);
      pair.promote();

      assertThat(ledger).hasSizeGreaterThanOrEqualTo(before);
      assertThat(missing(store)).isEmpty();
      for (int worker = 0; worker < WORKERS; worker++) {
        PartyCode party = PartyCode.of("P" + worker);
        // What was not acknowledged may have been committed, with its lease.
        Entry next = work(store, party, failed.get(worker) + 1);
        assertThat(ledger)
            .filteredOn(entry -> entry.party().equals(party))
            .extracting(entry -> entry.lease().token())
            .isNotEmpty()
            .doesNotContain(next.lease().token());
        ledger.add(next);
      }
      try (Store reopened = PostgresStore.over(pool)) {
        assertThat(missing(reopened)).isEmpty();
      }
    }
  }

  /** Kills after so many acknowledgements. @return of each worker what was not acknowledged */
  private List<Integer> workWhileKilling(PostgresServerPair pair, Store store, int acknowledged)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
    CountDownLatch enough = new CountDownLatch(acknowledged);
    List<Future<Integer>> ends = new ArrayList<>();
    for (int worker = 0; worker < WORKERS; worker++) {
      PartyCode party = PartyCode.of("P" + worker);
      ends.add(threads.submit(() -> workUntilItFails(store, party, enough)));
    }
    assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
    pair.killPrimary();
    List<Integer> failed = new ArrayList<>();
    for (Future<Integer> end : ends) {
      failed.add(end.get());
    }
    threads.shutdown();
    return failed;
  }

  /** That the ledger sees a loss: an asynchronous standby that is behind is promoted. */
  @Test
  void what_an_asynchronous_standby_had_not_got_is_told_as_missing() throws Exception {
    PartyCode party = PartyCode.of("P0");
    try (PostgresServerPair pair = PostgresServerPair.start(folder, false);
        HikariDataSource pool = Pool.over(pair.database());
        Store store = PostgresStore.over(pool)) {
      for (int number = 0; number < 4; number++) {
        ledger.add(work(store, party, number));
      }
      pair.awaitStandby();
      pair.freezeReplication();
      for (int number = 4; number < 7; number++) {
        ledger.add(work(store, party, number));
      }
      pair.killPrimary();
      pair.promote();

      assertThat(missing(store)).containsExactly("P0 4", "P0 5", "P0 6");
    }
  }

  /**
   * Commits of staging do not wait for the standby. What was begun by those that are lost is
   * nobody's afterwards, though the same numbers are counted again.
   */
  @Test
  void L15_who_staged_before_the_death_touches_nothing_of_what_others_stage_after_it()
      throws Exception {
    PartyCode party = PartyCode.of("P0");
    int length = 3 << 20;
    try (PostgresServerPair pair = PostgresServerPair.start(folder, true);
        HikariDataSource pool = Pool.over(pair.database());
        Store before = PostgresStore.over(pool);
        Store after = PostgresStore.over(pool)) {
      pair.freezeReplication();
      ContentRef finished = stage(before, new ContentKey(party, "before/0"), octets(1, length));
      Sink begun = before.stage(new ContentKey(party, "before/1"), 0);
      begun.write(ByteBuffer.wrap(octets(2, length)));
      assertThat(begun.durable()).isPositive();
      pair.killPrimary();
      pair.promote();

      ContentRef good = stage(after, new ContentKey(party, "after/0"), octets(3, length));
      Sink other = after.stage(new ContentKey(party, "after/1"), 0);
      assertThatThrownBy(() -> bind(before, finished)).isInstanceOf(CdsException.class);
      assertThatThrownBy(
              () -> {
                begun.write(ByteBuffer.wrap(octets(4, length)));
                begun.finish();
              })
          .isInstanceOf(CdsException.class);
      other.write(ByteBuffer.wrap(octets(5, length)));
      ContentRef second = other.finish();
      bind(after, good);
      bind(after, second);

      assertThat(octets(after, good)).isEqualTo(octets(3, length));
      assertThat(octets(after, second)).isEqualTo(octets(5, length));
    }
  }

  /**
   * @return the number of the transaction that was not acknowledged
   */
  private int workUntilItFails(Store store, PartyCode party, CountDownLatch done) {
    for (int number = 0; true; number++) {
      try {
        ledger.add(work(store, party, number));
        done.countDown();
      } catch (CdsException | IOException e) {
        assertThat(done.getCount()).as("it failed early: %s", e).isZero();
        return number;
      }
    }
  }

  /** Stages content, and binds it with a value and some leased work in one transaction. */
  private static Entry work(Store store, PartyCode party, int number) throws IOException {
    ContentRef content = stage(store, new ContentKey(party, "up/" + number), octets(number));
    WorkKey work = new WorkKey(party, WorkKind.SEND, "work-" + number);
    Lease lease =
        store.transact(
            tx -> {
              tx.contents().bind(content);
              tx.states().put(party, name(number), Octets.of(octets(number, 100)));
              tx.works().enqueue(work, tx.now());
              return tx.works().lease(Optional.of(party), WorkKind.SEND, 1, LEASE).get(0);
            });
    return new Entry(party, number, content, lease);
  }

  private static ContentRef stage(Store store, ContentKey key, byte[] octets) throws IOException {
    try (Sink sink = store.stage(key, 0)) {
      sink.write(ByteBuffer.wrap(octets));
      return sink.finish();
    }
  }

  private static boolean bind(Store store, ContentRef content) {
    return store.transact(
        tx -> {
          tx.contents().bind(content);
          return true;
        });
  }

  /** What the ledger has and the store has not, or not as it was, or holds by another lease. */
  private List<String> missing(Store store) {
    return ledger.stream()
        .filter(entry -> !isThere(store, entry))
        .map(entry -> entry.party() + " " + entry.number())
        .sorted()
        .toList();
  }

  private static boolean isThere(Store store, Entry entry) {
    Optional<Octets> value =
        store.transact(tx -> tx.states().find(entry.party(), name(entry.number())));
    if (!value.equals(Optional.of(Octets.of(octets(entry.number(), 100))))) {
      return false;
    }
    try {
      store.transact(tx -> tx.works().extend(entry.lease(), LEASE));
      return java.util.Arrays.equals(octets(store, entry.content()), octets(entry.number()));
    } catch (CdsException e) {
      return false;
    }
  }

  private static String name(int number) {
    return "row-" + number;
  }

  private static byte[] octets(Store store, ContentRef content) {
    try (InputStream in = store.content(content).open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Every tenth is of several pieces. */
  private static byte[] octets(int number) {
    return octets(number, number % 10 == 9 ? (3 << 20) + number : 2_000 + number);
  }

  private static byte[] octets(int seed, int length) {
    byte[] octets = new byte[length];
    new SplittableRandom(seed).nextBytes(octets);
    return octets;
  }
}
