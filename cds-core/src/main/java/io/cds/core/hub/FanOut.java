package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Addressee;
import io.cds.api.store.FeedRow;
import io.cds.api.store.Lease;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.StoreTransaction;
import io.cds.api.store.WorkKey;
import io.cds.api.store.WorkKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands accepted messages to their recipients, and recipients' receipts to the senders: leased
 * work, every step of which may be repeated. No transaction spans two parties.
 */
final class FanOut {
  private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);
  private static final int LEASED = 16;

  private final HubParts parts;
  private final Completion completion;
  private final Signals signals;

  FanOut(HubParts parts, Completion completion, Signals signals) {
    this.parts = parts;
    this.completion = completion;
    this.signals = signals;
  }

  /** Does what is due now in this party's partition, after a commit there; never fails it. */
  void after(PartyCode party) {
    try {
      run(Optional.of(party));
    } catch (RuntimeException e) {
      LOG.warn("Fan-out for [{}] is left to the next tick: {}", party, e.toString());
    }
  }

  /** Does all that is due. @return how many pieces of work were done */
  int run(Optional<PartyCode> party) {
    Duration time = parts.settings().lease();
    int done = 0;
    while (true) {
      List<Lease> leases =
          parts.store().transact(tx -> tx.works().lease(party, WorkKind.FAN_OUT, LEASED, time));
      if (leases.isEmpty()) {
        return done;
      }
      for (Lease lease : leases) {
        done += attempt(lease) ? 1 : 0;
      }
    }
  }

  /** One piece that fails is put off alone (L14). */
  private boolean attempt(Lease lease) {
    try {
      handOn(lease.work());
      parts.store().transact(tx -> completed(tx, lease));
      return true;
    } catch (CdsException e) {
      if (e.problem().code() != ProblemCode.STALE_LEASE) {
        putOff(lease, e);
      }
      return false;
    } catch (RuntimeException e) {
      putOff(lease, e);
      return false;
    }
  }

  private static boolean completed(StoreTransaction tx, Lease lease) {
    tx.works().complete(lease);
    return true;
  }

  private void putOff(Lease lease, RuntimeException cause) {
    LOG.warn("Fan-out [{}] of [{}] is put off", lease.work().name(), lease.work().party(), cause);
    Duration first = parts.settings().firstBackOff();
    Duration longest = parts.settings().longestBackOff();
    Duration wait = first.multipliedBy(1L << Math.min(lease.attempts(), 20));
    Duration bounded = wait.compareTo(longest) > 0 ? longest : wait;
    try {
      parts
          .store()
          .transact(
              tx -> {
                tx.works().postpone(lease, tx.now().plus(bounded));
                return true;
              });
    } catch (CdsException e) {
      LOG.warn(
          "Fan-out [{}] comes back when its lease ends: {}", lease.work().name(), e.toString());
    }
  }

  private void handOn(WorkKey work) {
    FanOutWork what = FanOutWork.of(work);
    if (what.receipt().isPresent()) {
      receipt(work.party(), what.message(), what.receipt().get());
    } else {
      message(what.message());
    }
  }

  /** To each recipient, in its partition. */
  private void message(MessageKey message) {
    Standing standing = standing(message);
    if (standing.accepted().isEmpty()) {
      completion.settle(message);
      standing = standing(message);
    }
    if (standing.accepted().isEmpty()) {
      return;
    }
    String once = "m/" + message + "/" + standing.row().orElseThrow().routing();
    for (Addressee to : parts.codec().peek(standing.row().orElseThrow().head().routing()).to()) {
      parts.store().transact(tx -> feed(tx, to.party(), message, once));
      signals.arrived(to.party());
    }
  }

  private Standing standing(MessageKey message) {
    return parts.store().transact(tx -> Standing.of(tx, parts.party(), message));
  }

  private static boolean feed(
      StoreTransaction tx, PartyCode recipient, MessageKey message, String once) {
    boolean fresh = tx.feeds().append(new FeedRow(recipient, 0, message, Optional.empty()), once);
    if (fresh) {
      HubEvents.waiting(tx, recipient, message);
    }
    return fresh;
  }

  /** Back to the sender, in its partition. */
  private void receipt(PartyCode recipient, MessageKey message, FanOutWork.Testimony testimony) {
    Optional<ReceiptRow> found =
        parts.store().transact(tx -> tx.receipts().of(recipient, message)).stream()
            .filter(row -> testimony.fits(row.text(), recipient))
            .findFirst();
    if (found.isPresent()) {
      parts.store().transact(tx -> giveBack(tx, found.get()));
      signals.arrived(message.from());
    }
  }

  private static boolean giveBack(StoreTransaction tx, ReceiptRow row) {
    MessageKey message = row.text().key();
    String once =
        "r/"
            + message
            + "/"
            + row.text().by()
            + "/"
            + row.text().event()
            + "/"
            + row.text().routing();
    FeedRow feed = new FeedRow(message.from(), 0, message, Optional.of(row.signed()));
    boolean fresh = tx.feeds().append(feed, once);
    if (fresh) {
      tx.receipts().insert(new ReceiptRow(message.from(), row.text(), row.signed()));
      HubEvents.returned(tx, message, row.text().by(), row.text().event().name());
    }
    return fresh;
  }
}
