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
import io.cds.api.store.WorkKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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
      done += together(leases);
    }
  }

  /** What one piece of work puts into one mailbox; it may be put there twice. */
  private record Handing(Lease lease, PartyCode to, Consumer<StoreTransaction> write) {}

  /**
   * All of them, with one transaction for each mailbox and one for the work. One piece that fails
   * is put off alone (L14).
   */
  private int together(List<Lease> leases) {
    List<Lease> good = new ArrayList<>(leases);
    Map<PartyCode, List<Handing>> mailboxes = new LinkedHashMap<>();
    for (Lease lease : leases) {
      unlessPutOff(
          lease,
          good,
          () -> {
            for (Handing handing : handings(lease)) {
              mailboxes.computeIfAbsent(handing.to, to -> new ArrayList<>()).add(handing);
            }
          });
    }
    mailboxes.forEach((to, handings) -> handOn(to, handings, good));
    return completed(good);
  }

  private void handOn(PartyCode to, List<Handing> handings, List<Lease> good) {
    try {
      write(handings);
    } catch (RuntimeException oneOfThem) {
      LOG.debug("Fan-out to [{}] goes on one by one", to, oneOfThem);
      handings.forEach(one -> unlessPutOff(one.lease, good, () -> write(List.of(one))));
    }
    signals.arrived(to);
  }

  private void write(List<Handing> handings) {
    parts
        .store()
        .transact(
            tx -> {
              handings.forEach(handing -> handing.write.accept(tx));
              return true;
            });
  }

  /**
   * @return how many of them nobody else had taken over
   */
  private int completed(List<Lease> leases) {
    try {
      parts
          .store()
          .transact(
              tx -> {
                leases.forEach(tx.works()::complete);
                return true;
              });
      return leases.size();
    } catch (CdsException oneOfThem) {
      List<Lease> good = new ArrayList<>(leases);
      for (Lease lease : leases) {
        unlessPutOff(lease, good, () -> parts.store().transact(tx -> completed(tx, lease)));
      }
      return good.size();
    }
  }

  private static boolean completed(StoreTransaction tx, Lease lease) {
    tx.works().complete(lease);
    return true;
  }

  private void unlessPutOff(Lease lease, List<Lease> good, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      good.remove(lease);
      if (!(e instanceof CdsException known) || known.problem().code() != ProblemCode.STALE_LEASE) {
        putOff(lease, e);
      }
    }
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

  private List<Handing> handings(Lease lease) {
    FanOutWork what = FanOutWork.of(lease.work());
    return what.receipt().isPresent()
        ? receipt(lease, what.message(), what.receipt().get())
        : message(lease, what.message());
  }

  /** To each recipient. */
  private List<Handing> message(Lease lease, MessageKey message) {
    Standing standing = standing(message);
    if (standing.accepted().isEmpty()) {
      completion.settle(message);
      standing = standing(message);
    }
    if (standing.accepted().isEmpty()) {
      return List.of();
    }
    String once = "m/" + message + "/" + standing.row().orElseThrow().routing();
    return parts.codec().peek(standing.row().orElseThrow().head().routing()).to().stream()
        .map(Addressee::party)
        .map(to -> new Handing(lease, to, tx -> feed(tx, to, message, once)))
        .toList();
  }

  private Standing standing(MessageKey message) {
    return parts.store().read(tx -> Standing.of(tx, parts.party(), message));
  }

  private static void feed(
      StoreTransaction tx, PartyCode recipient, MessageKey message, String once) {
    FeedRow feed = new FeedRow(recipient, 0, message, Optional.empty());
    if (tx.feeds().append(feed, once)) {
      HubEvents.waiting(tx, recipient, message);
    }
  }

  /** Back to the sender. */
  private List<Handing> receipt(Lease lease, MessageKey message, FanOutWork.Testimony testimony) {
    PartyCode recipient = lease.work().party();
    return parts.store().read(tx -> tx.receipts().of(recipient, message)).stream()
        .filter(row -> testimony.fits(row.text(), recipient))
        .limit(1)
        .map(row -> new Handing(lease, message.from(), tx -> giveBack(tx, row)))
        .toList();
  }

  private static void giveBack(StoreTransaction tx, ReceiptRow row) {
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
    if (tx.feeds().append(feed, once)) {
      tx.receipts().insert(new ReceiptRow(message.from(), row.text(), row.signed()));
      HubEvents.returned(tx, message, row.text().by(), row.text().event().name());
    }
  }
}
