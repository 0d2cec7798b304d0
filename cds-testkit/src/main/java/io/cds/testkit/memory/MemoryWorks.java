package io.cds.testkit.memory;

import io.cds.api.CdsException;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.store.Lease;
import io.cds.api.store.WorkKey;
import io.cds.api.store.WorkKind;
import io.cds.api.store.Works;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Leased work. While somebody holds it, {@code due} is the end of the lease, so that an expired
 * lease is simply work that is due.
 */
record MemoryWorks(Table<WorkKey, Work> table, AtomicLong tokens, Journal journal, Instant now)
    implements Works {
  /**
   * One piece.
   *
   * @param token of the lease that was given; 0 if it was given back
   * @param again enqueued while it was held: then completing leaves it due at this time
   * @param order rises with every piece that is made
   */
  record Work(
      WorkKey key, Instant due, long token, int attempts, Optional<Instant> again, long order) {
    Work until(Instant end) {
      return new Work(key, end, token, attempts, again, order);
    }

    boolean heldAt(Instant time) {
      return token != 0 && due.isAfter(time);
    }
  }

  @Override
  public void enqueue(WorkKey key, Instant due) {
    Work work =
        table
            .find(journal, key)
            .map(found -> soonerOf(found, due))
            .orElseGet(() -> new Work(key, due, 0, 0, Optional.empty(), tokens.incrementAndGet()));
    table.put(journal, key, work);
  }

  private Work soonerOf(Work work, Instant due) {
    Optional<Instant> again =
        work.token == 0
            ? work.again
            : Optional.of(work.again.map(a -> earlier(a, due)).orElse(due));
    Instant next = work.heldAt(now) ? work.due : earlier(work.due, due);
    return new Work(work.key, next, work.token, work.attempts, again, work.order);
  }

  @Override
  public List<Lease> lease(Optional<PartyCode> party, WorkKind kind, int most, Duration duration) {
    return pieces(kind)
        .filter(work -> party.isEmpty() || work.key.party().equals(party.get()))
        .filter(work -> !work.due.isAfter(now))
        .sorted(Comparator.comparing(Work::due).thenComparing(Work::order))
        .limit(most)
        .map(work -> take(work, now.plus(duration)))
        .toList();
  }

  private Lease take(Work work, Instant until) {
    long token = tokens.incrementAndGet();
    table.put(
        journal,
        work.key,
        new Work(work.key, until, token, work.attempts + 1, Optional.empty(), work.order));
    return new Lease(work.key, token, until, work.attempts);
  }

  @Override
  public Lease extend(Lease lease, Duration duration) {
    Instant until = now.plus(duration);
    table.put(journal, lease.work(), held(lease).until(until));
    return new Lease(lease.work(), lease.token(), until, lease.attempts());
  }

  @Override
  public void complete(Lease lease) {
    Work work = held(lease);
    if (work.again.isPresent()) {
      table.put(
          journal,
          work.key,
          new Work(work.key, work.again.get(), 0, 0, Optional.empty(), work.order));
    } else {
      table.remove(journal, work.key);
    }
  }

  @Override
  public void postpone(Lease lease, Instant due) {
    Work work = held(lease);
    Instant next = work.again.map(again -> earlier(again, due)).orElse(due);
    table.put(
        journal,
        work.key,
        new Work(work.key, next, 0, work.attempts, Optional.empty(), work.order));
  }

  @Override
  public Optional<Instant> nextDue(PartyCode party, WorkKind kind) {
    return pieces(kind)
        .filter(work -> work.key.party().equals(party))
        .map(Work::due)
        .min(Comparator.naturalOrder());
  }

  private Stream<Work> pieces(WorkKind kind) {
    return table.values(journal).stream().filter(work -> work.key.kind() == kind);
  }

  private Work held(Lease lease) {
    return table
        .find(journal, lease.work())
        .filter(work -> work.token == lease.token())
        .orElseThrow(
            () ->
                new CdsException(
                    Problem.of(
                        ProblemCode.STALE_LEASE,
                        "work " + lease.work().kind() + ", token " + lease.token())));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
