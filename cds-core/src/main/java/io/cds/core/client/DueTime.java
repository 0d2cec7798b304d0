package io.cds.core.client;

import io.cds.api.Transmission;
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
  private final Transmission transmission;
  private Optional<Instant> begun = Optional.empty();
  private Instant notBefore = Instant.MIN;

  DueTime(
      ClientContext context,
      ScheduledRuns scheduled,
      HeldBack heldBack,
      Transmission transmission) {
    this.context = context;
    this.scheduled = scheduled;
    this.heldBack = heldBack;
    this.transmission = transmission;
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

  /** It came to its end. If it met the hub, the set times until then are made good. */
  void ended() {
    if (transmission.contact().failures() == 0) {
      notBefore = Instant.MIN;
      begun.ifPresent(scheduled::made);
    }
  }

  Instant next() {
    Instant now = context.now();
    Optional<Instant> again = transmission.contact().next();
    Instant early = again.filter(notBefore::isBefore).orElse(notBefore);
    Optional<Instant> set = scheduled.next(now).map(at -> at.isBefore(early) ? early : at);
    return Stream.of(set, poll(now, again), send(now))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Optional<Instant> poll(Instant now, Optional<Instant> again) {
    Optional<Instant> last = begun.filter(at -> !at.isAfter(now));
    return context
        .schedule()
        .poll()
        .map(time -> last.map(at -> again.filter(at::isBefore).orElse(at.plus(time))).orElse(now));
  }

  /** When there is something to send; work of the store goes by the store's clock. */
  private Optional<Instant> send(Instant now) {
    return context.store().read(this::untilSend).map(now::plus);
  }

  private Optional<Duration> untilSend(StoreTransaction tx) {
    return tx.works()
        .nextDue(context.party(), WorkKind.SEND)
        .filter(due -> atOnce() || heldBack.any(tx))
        .map(due -> Duration.between(tx.now(), due));
  }
}
