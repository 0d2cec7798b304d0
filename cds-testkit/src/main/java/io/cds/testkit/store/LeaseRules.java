package io.cds.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.ProblemCode;
import io.cds.api.store.Lease;
import io.cds.api.store.WorkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Leases: exclusive while they last, fenced by a token after that. */
public interface LeaseRules extends StoreUnderTest {
  /** One holder at a time. */
  @Test
  default void work_that_is_held_is_not_leased_to_another() {
    enqueue();
    take();
    clock().advance(Duration.ofSeconds(30).minusMillis(1));
    assertEquals(List.of(), leases(), "held work was leased to a second worker");
  }

  /** L16. */
  @Test
  default void L16_a_lease_that_ran_out_is_taken_over_with_a_higher_token() {
    enqueue();
    Lease first = take();
    clock().advance(Duration.ofSeconds(30));
    Lease second = take();
    assertTrue(second.token() > first.token(), "the token must rise with every lease");
    assertEquals(1, second.attempts(), "the first lease was an attempt without completion");
  }

  /** L15. */
  @Test
  default void L15_a_holder_that_was_frozen_can_end_nothing_after_a_take_over() {
    enqueue();
    Lease frozen = take();
    clock().advance(Duration.ofSeconds(31));
    Lease holder = take();

    fenced("complete()", () -> Expect.commit(store(), tx -> tx.works().complete(frozen)));
    fenced(
        "postpone()",
        () -> Expect.commit(store(), tx -> tx.works().postpone(frozen, tx.now().plusSeconds(1))));
    fenced(
        "extend()",
        () -> Expect.commit(store(), tx -> tx.works().extend(frozen, Duration.ofSeconds(5))));
    Expect.commit(store(), tx -> tx.works().complete(holder));
    assertEquals(Optional.empty(), nextDue(), "the holder's completion must count");
  }

  /** Work of the same name that was made later is other work. */
  @Test
  default void L15_a_lease_of_completed_work_ends_no_later_work_of_the_same_name() {
    enqueue();
    Lease frozen = take();
    clock().advance(Duration.ofSeconds(31));
    Lease holder = take();
    Expect.commit(store(), tx -> tx.works().complete(holder));
    enqueue();
    Lease later = take();

    assertTrue(
        later.token() > holder.token(),
        "tokens must rise even when the piece was completed and made anew; count them by party,"
            + " not by row");
    fenced("complete()", () -> Expect.commit(store(), tx -> tx.works().complete(frozen)));
    fenced("complete()", () -> Expect.commit(store(), tx -> tx.works().complete(holder)));
  }

  /** Once is enough. */
  @Test
  default void a_lease_is_ended_only_once() {
    enqueue();
    Lease lease = take();
    Expect.commit(store(), tx -> tx.works().postpone(lease, tx.now()));
    fenced("complete()", () -> Expect.commit(store(), tx -> tx.works().complete(lease)));
    fenced("postpone()", () -> Expect.commit(store(), tx -> tx.works().postpone(lease, tx.now())));
  }

  /** Nobody took it: no harm. */
  @Test
  default void a_holder_whose_lease_ran_out_may_complete_while_nobody_took_over() {
    enqueue();
    Lease lease = take();
    clock().advance(Duration.ofSeconds(31));
    Expect.commit(store(), tx -> tx.works().complete(lease));
    assertEquals(Optional.empty(), nextDue(), "it is complete");
  }

  /** Long work asks for more time. */
  @Test
  default void an_extended_lease_lasts_from_the_time_of_the_extension() {
    enqueue();
    Lease lease = take();
    clock().advance(Duration.ofSeconds(29));
    Lease longer = store().transact(tx -> tx.works().extend(lease, Duration.ofSeconds(30)));
    assertEquals(clock().instant().plusSeconds(30), longer.until(), "it lasts from now on");
    assertEquals(lease.token(), longer.token(), "an extension keeps the token");
    clock().advance(Duration.ofSeconds(29));
    assertEquals(List.of(), leases(), "an extended lease still holds");
    clock().advance(Duration.ofSeconds(1));
    assertEquals(1, take().attempts(), "an extension is no attempt of its own");
  }

  private static void fenced(String call, Executable attempt) {
    Expect.problem(
        ProblemCode.STALE_LEASE,
        call + " with the token of an old lease must fail with STALE_LEASE; compare the token",
        attempt);
  }

  private void enqueue() {
    Expect.commit(
        store(), tx -> tx.works().enqueue(Sample.work(Sample.A, WorkKind.SEND, "a"), tx.now()));
  }

  private List<Lease> leases() {
    return store()
        .transact(
            tx -> tx.works().lease(Optional.empty(), WorkKind.SEND, 9, Duration.ofSeconds(30)));
  }

  private Lease take() {
    List<Lease> leases = leases();
    assertEquals(1, leases.size(), "expected the one piece of work that is due");
    return leases.get(0);
  }

  private Optional<Instant> nextDue() {
    return store().transact(tx -> tx.works().nextDue(Sample.A, WorkKind.SEND));
  }
}
