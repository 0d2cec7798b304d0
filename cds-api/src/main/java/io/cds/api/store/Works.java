package io.cds.api.store;

import io.cds.api.PartyCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Leased work, on the store's clock. */
public interface Works {
  /**
   * Makes work due at this time. Existing work that nobody holds becomes due at the earlier of both
   * times. Work that somebody holds stays with its holder; once completed or given back it is due
   * at this time, so that a reason that came up meanwhile is not lost.
   */
  void enqueue(WorkKey work, Instant due);

  /**
   * Leases work that is due and that nobody holds, earliest first; work of other workers is passed
   * over, not waited for.
   *
   * @param party only of this party, or of all
   */
  List<Lease> lease(Optional<PartyCode> party, WorkKind kind, int most, Duration duration);

  /** Holds it for longer, from now. @throws io.cds.api.CdsException {@code STALE_LEASE} */
  Lease extend(Lease lease, Duration duration);

  /**
   * It is done: removes it, unless it was enqueued meanwhile. @throws io.cds.api.CdsException
   * {@code STALE_LEASE} if another worker has it meanwhile
   */
  void complete(Lease lease);

  /** Gives it back, due later. @throws io.cds.api.CdsException {@code STALE_LEASE} */
  void postpone(Lease lease, Instant due);

  /**
   * When the earliest work of this party and kind is due; held work is due when its lease ends.
   * Empty if there is none.
   */
  Optional<Instant> nextDue(PartyCode party, WorkKind kind);
}
