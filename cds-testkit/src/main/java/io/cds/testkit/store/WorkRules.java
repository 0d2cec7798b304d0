package io.cds.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.PartyCode;
import io.cds.api.store.Lease;
import io.cds.api.store.WorkKind;
import io.cds.api.store.Works;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@link Works}: what is due, and in which order. Leases: {@link LeaseRules}. */
public interface WorkRules extends StoreUnderTest {
  /** And none before its time. */
  @Test
  default void work_is_leased_when_it_is_due_and_not_before() {
    enqueue("a", Duration.ofSeconds(10));
    assertEquals(List.of(), lease(9), "work was leased before it is due");
    clock().advance(Duration.ofSeconds(10));
    List<Lease> leases = lease(9);
    assertEquals(List.of("a"), names(leases), "work must be leased at the time when it is due");
    assertEquals(0, leases.get(0).attempts(), "nobody leased it before");
    assertEquals(
        clock().instant().plusSeconds(30), leases.get(0).until(), "the lease lasts from now");
  }

  /** So that nothing starves. */
  @Test
  default void earliest_due_work_is_leased_first_and_no_more_than_asked() {
    enqueue("late", Duration.ofSeconds(3));
    enqueue("early", Duration.ofSeconds(1));
    enqueue("middle", Duration.ofSeconds(2));
    clock().advance(Duration.ofSeconds(5));
    assertEquals(List.of("early", "middle"), names(lease(2)), "expected the earliest due first");
    assertEquals(List.of("late"), names(lease(2)), "then the rest");
  }

  /** A worker of one party's client, or of the hub. */
  @Test
  default void work_is_leased_by_kind_and_by_party_or_of_all_parties() {
    Expect.commit(
        store(),
        tx -> {
          tx.works().enqueue(Sample.work(Sample.A, WorkKind.SEND, "a"), tx.now());
          tx.works().enqueue(Sample.work(Sample.B, WorkKind.SEND, "b"), tx.now());
          tx.works().enqueue(Sample.work(Sample.A, WorkKind.POST, "c"), tx.now());
        });
    assertEquals(
        List.of("b"), names(lease(Optional.of(Sample.B), WorkKind.SEND)), "expected B's alone");
    assertEquals(
        List.of("a"), names(lease(Optional.empty(), WorkKind.SEND)), "of all: what is left");
    assertEquals(
        List.of("c"), names(lease(Optional.empty(), WorkKind.POST)), "kinds are kept apart");
  }

  /** At most one piece of a name. */
  @Test
  default void work_that_is_enqueued_twice_is_one_piece_due_at_the_earlier_time() {
    enqueue("a", Duration.ofSeconds(10));
    enqueue("a", Duration.ofSeconds(5));
    enqueue("a", Duration.ofSeconds(20));
    assertEquals(
        Optional.of(clock().instant().plusSeconds(5)), nextDue(), "expected the earliest time");
    clock().advance(Duration.ofSeconds(60));
    assertEquals(List.of("a"), names(lease(9)), "expected one piece");
  }

  /** Back-off. */
  @Test
  default void postponed_work_is_not_leased_before_its_new_time() {
    enqueue("a", Duration.ZERO);
    Lease lease = lease(1).get(0);
    Instant later = clock().instant().plusSeconds(100);
    Expect.commit(store(), tx -> tx.works().postpone(lease, later));
    assertEquals(Optional.of(later), nextDue(), "it must be due at the time it was put off to");
    clock().advance(Duration.ofSeconds(99));
    assertEquals(List.of(), lease(1), "postponed work was leased before its time");
    clock().advance(Duration.ofSeconds(1));
    assertEquals(1, lease(1).get(0).attempts(), "attempts must count the lease before");
  }

  /** L14. */
  @Test
  default void L14_a_piece_that_is_held_or_put_off_stops_no_other() {
    enqueue("stuck", Duration.ZERO);
    lease(1);
    enqueue("next", Duration.ZERO);
    assertEquals(List.of("next"), names(lease(9)), "held work must be passed over");
  }

  /** Done is done. */
  @Test
  default void completed_work_is_gone() {
    enqueue("a", Duration.ZERO);
    Lease lease = lease(1).get(0);
    Expect.commit(store(), tx -> tx.works().complete(lease));
    clock().advance(Duration.ofDays(1));
    assertEquals(List.of(), lease(9), "completed work was leased again");
    assertEquals(Optional.empty(), nextDue(), "nothing is due any more");
  }

  /** A reason that came up while a worker held it. */
  @Test
  default void work_that_is_enqueued_while_held_is_due_again_after_completion() {
    enqueue("a", Duration.ZERO);
    Lease lease = lease(1).get(0);
    enqueue("a", Duration.ZERO);
    assertEquals(List.of(), lease(1), "enqueueing must not take it from its holder");
    Expect.commit(store(), tx -> tx.works().complete(lease));
    List<Lease> again = lease(1);
    assertEquals(
        List.of("a"),
        names(again),
        "a reason that came up while it was held is lost; complete() must leave it due");
    assertEquals(0, again.get(0).attempts(), "it is new work: attempts begin at 0");
    Expect.commit(store(), tx -> tx.works().complete(again.get(0)));
    assertEquals(List.of(), lease(1), "and it is done then");
  }

  /** For a host that sleeps until then. */
  @Test
  default void the_next_due_time_is_that_of_the_earliest_piece_or_of_a_leases_end() {
    assertEquals(Optional.empty(), nextDue(), "there is no work");
    enqueue("a", Duration.ZERO);
    lease(1);
    assertEquals(
        Optional.of(clock().instant().plusSeconds(30)), nextDue(), "held: due at the lease's end");
    enqueue("b", Duration.ofSeconds(5));
    assertEquals(Optional.of(clock().instant().plusSeconds(5)), nextDue(), "the earlier of both");
  }

  /** A lease is a write like any other. */
  @Test
  default void a_lease_that_was_rolled_back_is_none() {
    enqueue("a", Duration.ZERO);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            store()
                .transact(
                    tx -> {
                      tx.works().lease(Optional.empty(), WorkKind.SEND, 1, Duration.ofSeconds(30));
                      throw new IllegalArgumentException("mine");
                    }));
    List<Lease> leases = lease(1);
    assertEquals(List.of("a"), names(leases), "the lease was rolled back: it is free");
    assertTrue(leases.get(0).attempts() == 0, "a rolled back lease is no attempt");
  }

  private void enqueue(String name, Duration in) {
    Expect.commit(
        store(),
        tx -> tx.works().enqueue(Sample.work(Sample.A, WorkKind.SEND, name), tx.now().plus(in)));
  }

  private List<Lease> lease(int most) {
    return store()
        .transact(
            tx -> tx.works().lease(Optional.empty(), WorkKind.SEND, most, Duration.ofSeconds(30)));
  }

  private List<Lease> lease(Optional<PartyCode> party, WorkKind kind) {
    return store().transact(tx -> tx.works().lease(party, kind, 9, Duration.ofSeconds(30)));
  }

  private Optional<Instant> nextDue() {
    return store().transact(tx -> tx.works().nextDue(Sample.A, WorkKind.SEND));
  }

  private static List<String> names(List<Lease> leases) {
    return leases.stream().map(lease -> lease.work().name()).toList();
  }
}
