package io.cds.core.client;

import io.cds.api.store.StoreTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which set time was made good last, in the store, so that a restart neither repeats nor skips. */
final class ScheduledRuns {
  /** A mark further ahead than this was set by a clock that was wrong. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private final StateValues states;
  private final SetTimes times;

  ScheduledRuns(StateValues states, SetTimes times) {
    this.states = states;
    this.times = times;
  }

  /** The first set time that is not made good; past ones count from when they were first seen. */
  Optional<Instant> next(Instant now) {
    return times.none()
        ? Optional.empty()
        : times.nextAfter(states.store().transact(tx -> mark(tx, now)));
  }

  /** All set times until this moment are made good. */
  void made(Instant moment) {
    times
        .lastUntil(moment)
        .ifPresent(
            last ->
                states
                    .store()
                    .transact(tx -> mark(tx, moment).isBefore(last) ? put(tx, last) : last));
  }

  private Instant mark(StoreTransaction tx, Instant now) {
    return states
        .text(tx, StateName.SCHEDULED)
        .map(Instant::parse)
        .filter(last -> !last.isAfter(now.plus(AHEAD)))
        .orElseGet(() -> put(tx, now));
  }

  private Instant put(StoreTransaction tx, Instant last) {
    states.put(tx, StateName.SCHEDULED, last.toString());
    return last;
  }
}
