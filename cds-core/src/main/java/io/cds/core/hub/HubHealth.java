package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.Health;
import io.cds.api.Health.Finding;
import io.cds.api.Health.Part;
import io.cds.api.Problem;
import io.cds.api.store.StoreTransaction;
import io.cds.core.Trials;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks at store, RECEIPT key and clock of a node, each apart (L24). */
final class HubHealth {
  /** As far as a request's time may be off. */
  private static final Duration FURTHEST_OFF = Duration.ofMinutes(5);

  private final HubParts parts;
  private final ReceiptKey key;

  HubHealth(HubParts parts, ReceiptKey key) {
    this.parts = parts;
    this.key = key;
  }

  Health look() {
    Instant now = parts.clock().instant();
    Optional<Problem> store = Trials.store(parts.store(), parts.party(), parts.random());
    Finding clock =
        store.isPresent()
            ? Finding.unknown(Part.CLOCK, store.get())
            : finding(Part.CLOCK, clock(now));
    return new Health(
        now, List.of(finding(Part.STORE, store), finding(Part.KEY, useKeys(now)), clock));
  }

  private Optional<Problem> useKeys(Instant now) {
    try {
      parts.vault().check(key.current(now).ref(), parts.unattended());
      Trials.atRest(parts.vault().atRest(parts.party(), parts.unattended()));
      return Optional.empty();
    } catch (CdsException e) {
      return Optional.of(e.problem());
    }
  }

  private Optional<Problem> clock(Instant now) {
    Instant stored = parts.store().read(StoreTransaction::now);
    return Duration.between(stored, now).abs().compareTo(FURTHEST_OFF) > 0
        ? Optional.of(Problem.clock(now, stored))
        : Optional.empty();
  }

  private static Finding finding(Part part, Optional<Problem> problem) {
    return problem.map(why -> Finding.failed(part, why)).orElseGet(() -> Finding.good(part));
  }
}
