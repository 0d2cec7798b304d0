package io.cds.core.client;

import io.cds.api.OutgoingStatus;
import io.cds.api.Problem;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.Mailbox;
import io.cds.api.store.Lease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sends what is PROCESSING: small messages together, then large ones in pieces. What failed before
 * travels alone, so that one bad message stops no other (L14).
 */
final class Send implements Step {
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
  public void run(Run run) throws IOException {
    if (run.adHoc()) {
      heldBack.release();
    } else {
      heldBack.forgetSettled();
    }
    Set<String> seen = new HashSet<>();
    boolean again = true;
    while (again) {
      List<Lease> taken = leases.take(MOST);
      again = !taken.isEmpty();
      List<Attempt> attempts = new ArrayList<>();
      for (Lease lease : taken) {
        if (seen.add(lease.work().name()) && !run.watch().cancelled()) {
          attempt(lease, run).ifPresent(attempts::add);
        } else {
          leases.giveBack(lease);
          again = false;
        }
      }
      sendAll(attempts, run);
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

  private void sendAll(List<Attempt> attempts, Run run) throws IOException {
    Optional<Problem> down = run.down();
    if (down.isPresent()) {
      attempts.forEach(a -> end.notOffered(a, down.get(), run));
      return;
    }
    List<Attempt> large = new ArrayList<>();
    List<Attempt> together = new ArrayList<>();
    long octets = 0;
    for (Attempt attempt : attempts) {
      long size = size(attempt);
      if (attempt.sealed().content().length() > Mailbox.SMALL) {
        large.add(attempt);
      } else if (attempt.row().attempts() > 0) {
        batch.send(List.of(attempt), run);
      } else {
        if (octets + size > MOST_OCTETS) {
          batch.send(together, run);
          together.clear();
          octets = 0;
        }
        together.add(attempt);
        octets += size;
      }
    }
    if (!together.isEmpty()) {
      batch.send(together, run);
    }
    for (Attempt attempt : large) {
      pieces.send(attempt, run);
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
