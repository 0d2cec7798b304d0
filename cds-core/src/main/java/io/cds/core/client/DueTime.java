package io.cds.core.client;

import io.cds.api.store.StoreTransaction;
import io.cds.api.store.WorkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** When the next transmission is due, by the client's clock. One thread at a time. */
final class DueTime {
  private final ClientContext context;
  private final ScheduledRuns scheduled;
  private final HeldBack heldBack;
  private final BackOff backOff;
  private Optional<Instant> begun = Optional.empty();
  private int failures;
  private Instant notBefore = Instant.MIN;

  DueTime(ClientContext context, ScheduledRuns scheduled, HeldBack heldBack, BackOff backOff) {
    this.context = context;
    this.scheduled = scheduled;
    this.heldBack = heldBack;
    this.backOff = backOff;
  }

  /** Whether the schedule lets work go that somebody just made. */
  boolean atOnce() {
    return context.schedule().poll().isPresent();
  }

  /** A transmission begins; should it never come to its end, the next is due as if it had. */
  void begun(Instant now) {
    begun = Optional.of(now);
    notBefore = now.plus(context.settings().firstBackOff());
  }

  /** It was cut: what it left is due at once. */
  void cut() {
    begun = Optional.empty();
    notBefore = Instant.MIN;
  }

  /** It came to its end, and may have found that the hub cannot be called. */
  void ended(boolean down) {
    failures = down ? failures + 1 : 0;
    notBefore = down ? context.now().plus(backOff.after(failures, Optional.empty())) : Instant.MIN;
    if (!down) {
      begun.ifPresent(scheduled::made);
    }
  }

  Instant next() {
    Instant now = context.now();
    Instant set =
        scheduled.next(now).map(at -> at.isBefore(notBefore) ? notBefore : at).orElse(Instant.MAX);
    return Stream.of(Optional.of(set), poll(now), send(now))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Optional<Instant> poll(Instant now) {
    return context
        .schedule()
        .poll()
        .map(time -> begun.filter(at -> !at.isAfter(now)).map(at -> at.plus(time)).orElse(now));
  }

  /** When there is something to send; work of the store goes by the store's clock. */
  private Optional<Instant> send(Instant now) {
    return context.store().transact(this::untilSend).map(now::plus);
  }

  private Optional<Duration> untilSend(StoreTransaction tx) {
    return tx.works()
        .nextDue(context.party(), WorkKind.SEND)
        .filter(due -> atOnce() || heldBack.any(tx))
        .map(due -> Duration.between(tx.now(), due));
  }
}
