package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.OutgoingStatus;
import io.cds.api.Problem;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.Mailbox;
import io.cds.api.store.Lease;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is PROCESSING: small messages together, then large ones in pieces, and between the
 * pieces what small ones came meanwhile. What failed before travels alone, so that one bad message
 * stops no other (L14).
 */
final class Send implements Step {
  private static final Logger LOG = LoggerFactory.getLogger(Send.class);
  private static final int MOST = 100;
  private static final long MOST_OCTETS = 16L << 20;

  private final ClientContext context;
  private final Leases leases;
  private final HeldBack heldBack;
  private final SealCheck seals;
  private final Batch batch;
  private final Pieces pieces;
  private final AttemptEnd end;

  Send(
      ClientContext context,
      Leases leases,
      HeldBack heldBack,
      SealCheck seals,
      Batch batch,
      Pieces pieces,
      AttemptEnd end) {
    this.context = context;
    this.leases = leases;
    this.heldBack = heldBack;
    this.seals = seals;
    this.batch = batch;
    this.pieces = pieces;
    this.end = end;
  }

  @Override
  public void run(Run run) {
    if (run.adHoc()) {
      heldBack.release();
    } else {
      heldBack.forgetSettled();
    }
    Map<String, Lease> large = new LinkedHashMap<>();
    small(run, large);
    while (!large.isEmpty()) {
      Lease next = large.remove(large.keySet().iterator().next());
      guarded(next, run)
          .ifPresent(
              attempt ->
                  offered(
                      List.of(attempt),
                      run,
                      () -> pieces.send(attempt, run, () -> small(run, large))));
    }
  }

  /** Sends the small ones that are due, and puts the large ones into the queue. */
  private void small(Run run, Map<String, Lease> large) {
    Set<String> seen = new HashSet<>();
    boolean again = true;
    while (again) {
      List<Lease> taken = leases.take(MOST);
      again = !taken.isEmpty();
      List<Attempt> attempts = new ArrayList<>();
      for (Lease lease : taken) {
        String name = lease.work().name();
        if (large.containsKey(name)) {
          // Its former lease ran out while it waited for its turn.
          large.put(name, lease);
        } else if (seen.add(name) && !run.watch().cancelled()) {
          guarded(lease, run).ifPresent(attempts::add);
        } else {
          leases.giveBack(lease);
          again = false;
        }
      }
      sendAll(attempts, large, run);
    }
  }

  /** One that the store cannot read keeps its lease until that ends, and stops no other. */
  private Optional<Attempt> guarded(Lease lease, Run run) {
    try {
      return attempt(lease, run);
    } catch (CdsException e) {
      LOG.warn("[{}] cannot be prepared: [{}]", lease.work().name(), e.problem().code());
      run.fault(e);
      return Optional.empty();
    }
  }

  /** What there is to send; nothing if the message is settled already. */
  private Optional<Attempt> attempt(Lease lease, Run run) {
    Optional<Attempt> attempt =
        Attempt.find(context, lease).filter(a -> a.row().status() == OutgoingStatus.PROCESSING);
    if (attempt.isEmpty()) {
      leases.complete(lease);
    } else if (attempt.get().sealed().expires().isBefore(context.now())) {
      end.expired(attempt.get());
      return Optional.empty();
    }
    Optional<Problem> ended = attempt.flatMap(a -> seals.of(a.row()).ended());
    if (ended.isPresent()) {
      end.outdated(attempt.get(), ended.get(), run);
      return Optional.empty();
    }
    return attempt;
  }

  private void sendAll(List<Attempt> attempts, Map<String, Lease> large, Run run) {
    List<Attempt> together = new ArrayList<>();
    long octets = 0;
    for (Attempt attempt : attempts) {
      long size = size(attempt);
      if (attempt.sealed().content().length() > Mailbox.SMALL) {
        large.put(attempt.lease().work().name(), attempt.lease());
      } else if (attempt.row().attempts() > 0) {
        together(List.of(attempt), run);
      } else {
        if (octets + size > MOST_OCTETS) {
          together(together, run);
          together.clear();
          octets = 0;
        }
        together.add(attempt);
        octets += size;
      }
    }
    together(together, run);
  }

  private void together(List<Attempt> attempts, Run run) {
    offered(attempts, run, () -> batch.send(attempts, run));
  }

  /** Offers them this way, unless the hub went away meanwhile, or the run is to stop. */
  private void offered(List<Attempt> attempts, Run run, Runnable way) {
    Optional<Problem> down = run.down();
    if (down.isPresent()) {
      attempts.forEach(attempt -> end.notOffered(attempt, down.get(), run));
    } else if (run.watch().cancelled()) {
      attempts.forEach(attempt -> leases.giveBack(attempt.lease()));
    } else {
      way.run();
    }
  }

  private static long size(Attempt attempt) {
    EnvelopeHead head = attempt.sealed().head();
    return attempt.sealed().content().length()
        + head.routing().length()
        + head.manifest().length()
        + head.routingMldsa().map(Octets::length).orElse(0);
  }
}
