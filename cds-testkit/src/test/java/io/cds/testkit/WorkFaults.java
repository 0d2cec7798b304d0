package io.cds.testkit;

import static io.cds.testkit.StoreFault.breaking;

import io.cds.api.CdsException;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.store.Capability;
import io.cds.api.store.Lease;
import io.cds.api.store.WorkKey;
import io.cds.api.store.WorkKind;
import io.cds.api.store.Works;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Works and leases at fault. */
final class WorkFaults {
  private WorkFaults() {}

  /** The same work, called otherwise. */
  private interface Called {
    Object run(Works works, Object[] arguments) throws Throwable;
  }

  static List<StoreFault> all() {
    List<StoreFault> all = new ArrayList<>(works());
    all.addAll(leases());
    return all;
  }

  private static StoreFault works(String rule, String words, String method, Faulty.Fault fault) {
    return breaking(rule, words, "works", Works.class, method, fault);
  }

  private static StoreFault called(String rule, String words, String method, Called called) {
    return breaking(
        rule,
        words,
        good ->
            new WrappedStore(good) {
              @Override
              Object table(String name, Object table) {
                return name.equals("works")
                    ? Faulty.with(
                        Works.class,
                        (Works) table,
                        method,
                        (right, arguments) -> called.run((Works) table, arguments))
                    : table;
              }
            });
  }

  private static List<StoreFault> works() {
    // Long: one fault after another.
    return List.of(
        called(
            "work_is_leased_when_it_is_due_and_not_before",
            "work was leased before it is due",
            "enqueue",
            WorkFaults::enqueueAtOnce),
        works(
            "earliest_due_work_is_leased_first_and_no_more_than_asked",
            "expected the earliest due first",
            "lease",
            WrappedStore::backwards),
        called(
            "work_is_leased_by_kind_and_by_party_or_of_all_parties",
            "expected B's alone",
            "lease",
            (works, arguments) ->
                works.lease(Optional.empty(), kind(arguments), most(arguments), time(arguments))),
        called(
            "work_that_is_enqueued_twice_is_one_piece_due_at_the_earlier_time",
            "expected the earliest time",
            "enqueue",
            WorkFaults::enqueueOnce),
        called(
            "postponed_work_is_not_leased_before_its_new_time",
            "it must be due at the time it was put off to",
            "postpone",
            WorkFaults::backAtOnce),
        works(
            "L14_a_piece_that_is_held_or_put_off_stops_no_other",
            "held work must be passed over",
            "lease",
            firstOnly()),
        called(
            "completed_work_is_gone",
            "completed work was leased again",
            "complete",
            WorkFaults::backAtOnce),
        called(
            "work_that_is_enqueued_while_held_is_due_again_after_completion",
            "complete() must leave it due",
            "enqueue",
            WorkFaults::enqueueOnce),
        works(
            "the_next_due_time_is_that_of_the_earliest_piece_or_of_a_leases_end",
            "held: due at the lease's end",
            "nextDue",
            (right, arguments) -> Optional.empty()),
        breaking(
            "a_lease_that_was_rolled_back_is_none",
            "the lease was rolled back: it is free",
            WholeFaults::commitsWhatThrew));
  }

  private static Object enqueueAtOnce(Works works, Object[] arguments) {
    works.enqueue((WorkKey) arguments[0], Instant.EPOCH);
    return null;
  }

  private static Object enqueueOnce(Works works, Object[] arguments) {
    WorkKey work = (WorkKey) arguments[0];
    if (works.nextDue(work.party(), work.kind()).isEmpty()) {
      works.enqueue(work, (Instant) arguments[1]);
    }
    return null;
  }

  private static Object backAtOnce(Works works, Object[] arguments) {
    works.postpone((Lease) arguments[0], Instant.EPOCH);
    return null;
  }

  /** Leases once, and then nothing. */
  private static Faulty.Fault firstOnly() {
    List<Object> before = new ArrayList<>();
    return (right, arguments) -> {
      before.add("a call");
      return before.size() == 1 ? right.with(arguments) : List.of();
    };
  }

  private static List<StoreFault> leases() {
    // Long: one fault after another.
    return List.of(
        called(
            "work_that_is_held_is_not_leased_to_another",
            "held work was leased to a second worker",
            "lease",
            WorkFaults::endingAtOnce),
        works(
            "L16_a_lease_that_ran_out_is_taken_over_with_a_higher_token",
            "the token must rise with every lease",
            "lease",
            (right, arguments) ->
                ((List<?>) right.with(arguments))
                    .stream().map(lease -> first((Lease) lease)).toList()),
        works(
            "L15_a_holder_that_was_frozen_can_end_nothing_after_a_take_over",
            "complete() with the token of an old lease must fail with STALE_LEASE",
            "complete",
            WrappedStore::hidden),
        works(
            "L15_a_lease_of_completed_work_ends_no_later_work_of_the_same_name",
            "compare the token",
            "complete",
            WrappedStore::hidden),
        works("a_lease_is_ended_only_once", "compare the token", "complete", WrappedStore::hidden),
        works(
            "a_holder_whose_lease_ran_out_may_complete_while_nobody_took_over",
            "STALE_LEASE",
            "complete",
            (right, arguments) -> {
              throw new CdsException(Problem.of(ProblemCode.STALE_LEASE));
            }),
        works(
            "an_extended_lease_lasts_from_the_time_of_the_extension",
            "it lasts from now on",
            "extend",
            (right, arguments) -> arguments[0]),
        called(
            "each_piece_of_work_is_leased_by_one_worker_alone",
            "a piece of work was leased by two workers",
            "lease",
            WorkFaults::endingAtOnce),
        called(
                "each_piece_of_work_is_leased_through_one_handle_alone",
                "a piece of work was leased by two workers",
                "lease",
                WorkFaults::endingAtOnce)
            .claiming(Capability.SHARED));
  }

  private static Object endingAtOnce(Works works, Object[] arguments) {
    return works.lease(party(arguments), kind(arguments), most(arguments), Duration.ZERO);
  }

  private static Lease first(Lease lease) {
    return new Lease(lease.work(), 1, lease.until(), lease.attempts());
  }

  @SuppressWarnings("unchecked") // the signature of lease()
  private static Optional<PartyCode> party(Object[] arguments) {
    return (Optional<PartyCode>) arguments[0];
  }

  private static WorkKind kind(Object[] arguments) {
    return (WorkKind) arguments[1];
  }

  private static int most(Object[] arguments) {
    return (int) arguments[2];
  }

  private static Duration time(Object[] arguments) {
    return (Duration) arguments[3];
  }
}
