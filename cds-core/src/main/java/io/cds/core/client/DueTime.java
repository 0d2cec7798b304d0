package io.cds.core.client;

import io.cds.api.store.StoreTransaction;
import io.cds.api.store.WorkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When the next transmission is due, by the client's clock. One thread at a time. */
final class DueTime {
  private final ClientContext context;
  private Optional<Instant> begun = Optional.empty();

  DueTime(ClientContext context) {
    this.context = context;
  }

  /** A transmission begins; should it never come to its end, the next is due as if it had. */
  void begun(Instant now) {
    begun = Optional.of(now);
  }

  /** It was cut: what it left is due at once. */
  void cut() {
    begun = Optional.empty();
  }

  Instant next() {
    Instant now = context.now();
    Optional<Instant> last = begun.filter(at -> !at.isAfter(now));
    if (last.isEmpty()) {
      return now;
    }
    Instant poll = last.get().plus(context.schedule().poll());
    return send(now).filter(work -> work.isBefore(poll)).orElse(poll);
  }

  /** When there is something to send; work of the store goes by the store's clock. */
  private Optional<Instant> send(Instant now) {
    return context.store().transact(this::untilSend).map(now::plus);
  }

  private Optional<Duration> untilSend(StoreTransaction tx) {
    return tx.works()
        .nextDue(context.party(), WorkKind.SEND)
        .map(due -> Duration.between(tx.now(), due));
  }
}
