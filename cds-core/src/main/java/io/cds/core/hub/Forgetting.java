package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Addressee;
import io.cds.api.store.HubMessageRow;
import io.cds.api.store.Lease;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.StoreTransaction;
import io.cds.api.store.WorkKey;
import io.cds.api.store.WorkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of messages that nobody need recognise any more: what waits for their recipients, then
 * the receipts, the content and the row. The history stays.
 *
 * <p>The work is made with the first row of a message and is due when its time is over, so that
 * nothing has to be searched for. No transaction spans two parties.
 */
final class Forgetting {
  private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);
  private static final int LEASED = 16;
  private static final int ROUNDS = 16;

  /** No time to live is longer than this from now on; whoever says so is not kept for longer. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(366);

  private final HubParts parts;

  Forgetting(HubParts parts) {
    this.parts = parts;
  }

  /** Plans it, in the transaction that keeps something of the message. */
  static void plan(StoreTransaction tx, MessageKey message, Instant expires, HubLimits limits) {
    Instant latest = tx.now().plus(LONGEST_LIFE);
    Instant end = expires.isBefore(latest) ? expires : latest;
    tx.works()
        .enqueue(
            new WorkKey(message.from(), WorkKind.FORGET, message.id().value()),
            end.plus(limits.remembered()));
  }

  /** Forgets what is due, a bounded number at a time. @return how many */
  int run() {
    int done = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<Lease> leases =
          parts
              .store()
              .transact(
                  tx ->
                      tx.works()
                          .lease(
                              Optional.empty(), WorkKind.FORGET, LEASED, parts.settings().lease()));
      for (Lease lease : leases) {
        done += attempt(lease) ? 1 : 0;
      }
      if (leases.size() < LEASED) {
        return done;
      }
    }
    return done;
  }

  /** One that fails comes back when its lease ends, and hinders no other (L14). */
  private boolean attempt(Lease lease) {
    try {
      return forget(lease, new MessageKey(lease.work().party(), MessageId.of(lease.work().name())));
    } catch (CdsException e) {
      if (e.problem().code() != ProblemCode.STALE_LEASE) {
        LOG.warn("Message [{}] is forgotten later", lease.work().name(), e);
      }
      return false;
    }
  }

  private boolean forget(Lease lease, MessageKey message) {
    Standing standing = parts.store().read(tx -> Standing.of(tx, parts.party(), message));
    Optional<Instant> until =
        standing
            .row()
            .map(row -> row.expires().plus(parts.limits().remembered()))
            .filter(end -> end.isAfter(standing.now()));
    if (until.isPresent()) {
      // Sealed again meanwhile, with a later end.
      parts.store().transact(tx -> postponed(tx, lease, until.get()));
      return false;
    }
    if (standing.row().isPresent()) {
      HubMessageRow row = standing.row().get();
      for (Addressee to : parts.codec().peek(row.head().routing()).to()) {
        parts
            .store()
            .transact(
                tx -> {
                  tx.feeds().forget(to.party(), message);
                  tx.receipts().forget(to.party(), message);
                  return true;
                });
      }
      parts.store().discard(row.staging());
    }
    parts.store().transact(tx -> forgotten(tx, lease, message, standing.row()));
    return true;
  }

  private static boolean postponed(StoreTransaction tx, Lease lease, Instant due) {
    tx.works().postpone(lease, due);
    return true;
  }

  /** The last transaction, in the sender's partition; somebody who was faster is left alone. */
  private static boolean forgotten(
      StoreTransaction tx, Lease lease, MessageKey message, Optional<HubMessageRow> seen) {
    PartyMessage key = new PartyMessage(message.from(), message);
    Optional<HubMessageRow> row = tx.hubMessages().find(key);
    if (!row.map(HubMessageRow::version).equals(seen.map(HubMessageRow::version))) {
      throw Retrying.lost("message " + message);
    }
    row.flatMap(HubMessageRow::content).ifPresent(tx.contents()::release);
    tx.hubMessages().delete(key);
    tx.feeds().forget(message.from(), message);
    tx.receipts().forget(message.from(), message);
    HubEvents.forgotten(tx, message);
    tx.works().complete(lease);
    return true;
  }
}
