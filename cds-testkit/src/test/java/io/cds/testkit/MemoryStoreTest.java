package io.cds.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.store.ContentKey;
import io.cds.api.store.WorkKey;
import io.cds.api.store.WorkKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the store in memory promises beyond the contract. */
final class MemoryStoreTest {
  private static final PartyCode PARTY = PartyCode.of("010300");
  private static final Octets VALUE = Octets.of(new byte[] {1, 2});

  private final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  private final MemoryStore store = new MemoryStore(clock);

  @Test
  void a_closed_store_keeps_what_it_has_so_that_a_restart_can_be_played() {
    put("cursor");

    store.close();

    assertThat(find("cursor")).contains(VALUE);
  }

  @Test
  void a_transaction_inside_a_transaction_is_refused() {
    assertThatThrownBy(() -> store.transact(outer -> store.transact(inner -> 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("begin a transaction inside a transaction of this thread");
    put("cursor");
    assertThat(find("cursor")).contains(VALUE);
  }

  @Test
  void a_reading_that_writes_is_refused_and_leaves_nothing() {
    assertThatThrownBy(
            () ->
                store.read(
                    tx -> {
                      tx.states().put(PARTY, "cursor", VALUE);
                      return true;
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("wrote; use transact()");
    assertThat(find("cursor")).isEmpty();
  }

  @Test
  void content_staged_inside_a_transaction_is_refused() {
    assertThatThrownBy(() -> store.transact(tx -> store.stage(new ContentKey(PARTY, "c"), 0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected staging before the transaction that binds it");
  }

  @Test
  void a_table_kept_beyond_its_transaction_is_refused() {
    var states = store.transact(tx -> tx.states());

    assertThatThrownBy(() -> states.find(PARTY, "cursor"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("keep no table beyond the work");
  }

  @Test
  void a_session_that_is_closed_without_commit_leaves_nothing() {
    try (HostSession host = store.begin()) {
      store.join(host, tx -> putIn(tx, "cursor"));
    }

    assertThat(find("cursor")).isEmpty();
  }

  @Test
  void a_session_that_commits_runs_its_hints_after_the_commit() {
    List<Optional<Octets>> seen = new ArrayList<>();
    try (HostSession host = store.begin()) {
      store.join(host, tx -> putIn(tx, "cursor"));
      host.afterCommit(() -> seen.add(find("cursor")));
      host.commit();
    }

    assertThat(seen).containsExactly(Optional.of(VALUE));
  }

  @Test
  void a_failing_part_of_a_session_undoes_itself_alone() {
    try (HostSession host = store.begin()) {
      store.join(host, tx -> putIn(tx, "first"));
      assertThatThrownBy(
              () ->
                  store.join(
                      host,
                      tx -> {
                        putIn(tx, "second");
                        throw new IllegalArgumentException("no");
                      }))
          .isInstanceOf(IllegalArgumentException.class);
      host.commit();
    }

    assertThat(find("first")).contains(VALUE);
    assertThat(find("second")).isEmpty();
  }

  @Test
  void leases_go_by_the_manual_clock() {
    WorkKey work = new WorkKey(PARTY, WorkKind.SEND, "a");
    store.transact(
        tx -> {
          tx.works().enqueue(work, tx.now());
          return tx.works().lease(Optional.empty(), WorkKind.SEND, 1, Duration.ofSeconds(30));
        });

    assertThat(lease()).isZero();
    clock.advance(Duration.ofSeconds(30));
    assertThat(lease()).isEqualTo(1);
  }

  private int lease() {
    return store.transact(
        tx ->
            tx.works().lease(Optional.of(PARTY), WorkKind.SEND, 1, Duration.ofSeconds(30)).size());
  }

  private void put(String name) {
    store.transact(tx -> putIn(tx, name));
  }

  private static boolean putIn(io.cds.api.store.StoreTransaction tx, String name) {
    tx.states().put(PARTY, name, VALUE);
    return true;
  }

  private Optional<Octets> find(String name) {
    return store.transact(tx -> tx.states().find(PARTY, name));
  }
}
