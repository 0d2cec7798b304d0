package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.OutgoingStatus;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.spi.Offer;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.Lease;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.StoreTransaction;
import io.cds.core.status.OutgoingEvent;
import io.cds.core.status.StatusTables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How an attempt ends: settled by a signed receipt, or failed and put off, or given up (L08). */
final class AttemptEnd {
  private final ClientContext context;
  private final HubTie tie;
  private final ReceiptIntake receipts;
  private final Leases leases;
  private final HeldBack heldBack;
  private final BackOff backOff;
  private final Breaker breaker;

  AttemptEnd(
      ClientContext context,
      HubTie tie,
      ReceiptIntake receipts,
      Leases leases,
      HeldBack heldBack,
      BackOff backOff,
      Breaker breaker) {
    this.context = context;
    this.tie = tie;
    this.receipts = receipts;
    this.leases = leases;
    this.heldBack = heldBack;
    this.backOff = backOff;
    this.breaker = breaker;
  }

  /** The hub has answered. @return whether nothing is left to send */
  boolean answered(Attempt attempt, Offer offer, Run run) {
    Answer answer = checked(attempt, offer);
    store(List.of(answer), run);
    return answer.settled();
  }

  /**
   * What the hub answered to an attempt.
   *
   * @param receipts those that count
   * @param settled whether nothing is left to send
   */
  record Answer(Attempt attempt, List<ReceiptRow> receipts, boolean settled) {
    private boolean accepted() {
      return settled && receipts.stream().anyMatch(r -> r.text().event() == ReceiptEvent.ACCEPTED);
    }
  }

  /** Checks it, and stores nothing. */
  Answer checked(Attempt attempt, Offer offer) {
    List<ReceiptRow> good = receipts.checked(offer.receipts());
    return new Answer(attempt, good, good.stream().anyMatch(r -> settles(r, attempt)));
  }

  /** Stores checked answers in one transaction. */
  void store(List<Answer> answers, Run run) {
    List<ReceiptRow> good = answers.stream().flatMap(a -> a.receipts().stream()).toList();
    if (!good.isEmpty()) {
      List<Lease> settled =
          answers.stream().filter(Answer::settled).map(a -> a.attempt().lease()).toList();
      leases.complete(settled, receipts.taken(good)::write);
    }
    run.receipts(good.size());
    run.sent((int) answers.stream().filter(Answer::accepted).count());
  }

  /** It could not be sent now. */
  void failed(Attempt attempt, CdsException cause, Run run) {
    run.fault(cause);
    leases.fenced(attempt.lease(), tx -> fail(tx, attempt, cause.problem(), Run.waitOf(cause)));
  }

  /**
   * The hub cannot be called in this run. That is an attempt if a person asked for it; unattended,
   * nothing was tried.
   */
  void notOffered(Attempt attempt, Problem why, Run run) {
    if (run.adHoc()) {
      failed(attempt, new CdsException(why), run);
    } else {
      Instant next = breaker.failed(run, why);
      leases.fenced(attempt.lease(), tx -> putOff(tx, attempt, why, next));
    }
  }

  /** Its time to live has passed. */
  void expired(Attempt attempt) {
    leases.fenced(
        attempt.lease(),
        tx -> {
          Problem why = Problem.of(ProblemCode.EXPIRED, attempt.sealed().expires().toString());
          moveAll(tx, attempt, OutgoingEvent.EXPIRE, why, why);
          tx.works().complete(attempt.lease());
        });
  }

  /** It must not be sent as it is sealed: a person has it sealed again. */
  void outdated(Attempt attempt, Problem why, Run run) {
    run.fault(new CdsException(why));
    leases.fenced(
        attempt.lease(),
        tx -> {
          moveAll(tx, attempt, OutgoingEvent.EXHAUSTED, why, why);
          tx.works().complete(attempt.lease());
        });
  }

  private boolean settles(ReceiptRow receipt, Attempt attempt) {
    return receipt.text().key().equals(attempt.row().key())
        && receipt.text().by().equals(tie.needed().party())
        && (receipt.text().event() == ReceiptEvent.ACCEPTED
            || (receipt.text().event() == ReceiptEvent.REFUSED
                && receipt.text().routing().equals(attempt.sealed().routing())));
  }

  private void fail(
      StoreTransaction tx, Attempt attempt, Problem problem, Optional<Duration> asked) {
    OutgoingRow row = present(tx, attempt);
    if (row.status() != OutgoingStatus.PROCESSING) {
      tx.works().complete(attempt.lease());
      return;
    }
    int attempts = row.attempts() + 1;
    OutgoingRow tried = row.tried(attempts, row.processingSince(), Optional.of(problem));
    tx.outgoing().replace(tried);
    Happening.outgoing(row.key(), "ATTEMPT_FAILED", Happening.UNATTENDED)
        .because(problem)
        .write(tx, context.party());
    if (attempts >= context.settings().attempts() || !tx.now().isBefore(windowEnd(tx, row))) {
      exhausted(tx, attempt, attempts, problem);
    } else {
      tx.works().postpone(attempt.lease(), tx.now().plus(backOff.after(attempts, asked)));
      heldBack.add(tx, row.id());
    }
  }

  private void putOff(StoreTransaction tx, Attempt attempt, Problem why, Instant next) {
    OutgoingRow row = present(tx, attempt);
    Instant end = windowEnd(tx, row);
    if (row.status() != OutgoingStatus.PROCESSING) {
      tx.works().complete(attempt.lease());
    } else if (!tx.now().isBefore(end)) {
      exhausted(tx, attempt, row.attempts(), why);
    } else {
      if (!row.lastProblem().equals(Optional.of(why))) {
        tx.outgoing().replace(row.tried(row.attempts(), row.processingSince(), Optional.of(why)));
      }
      Instant due = tx.now().plus(Duration.between(context.now(), next));
      tx.works().postpone(attempt.lease(), due.isBefore(end) ? due : end);
      heldBack.add(tx, row.id());
    }
  }

  private Instant windowEnd(StoreTransaction tx, OutgoingRow row) {
    return row.processingSince().orElse(tx.now()).plus(context.settings().sendWindow());
  }

  private void exhausted(StoreTransaction tx, Attempt attempt, int attempts, Problem last) {
    Problem exhausted =
        Problem.of(ProblemCode.ATTEMPTS_EXHAUSTED, attempts + ", last " + last.code());
    moveAll(tx, attempt, OutgoingEvent.EXHAUSTED, last, exhausted);
    tx.works().complete(attempt.lease());
  }

  /** Moves every recipient's part that this event touches; who has the message, has it. */
  private void moveAll(
      StoreTransaction tx, Attempt attempt, OutgoingEvent event, Problem shown, Problem logged) {
    OutgoingRow row = present(tx, attempt);
    for (DeliveryRow delivery : tx.deliveries().of(context.party(), row.id())) {
      StatusTables.OUTGOING
          .next(delivery.status(), event)
          .ifPresent(next -> tx.deliveries().replace(delivery.with(next)));
    }
    OutgoingStatus next = Settlement.leastAdvanced(tx, row);
    if (next != row.status()) {
      tx.outgoing()
          .replace(row.with(next).tried(row.attempts(), row.processingSince(), Optional.of(shown)));
      Happening.outgoing(row.key(), next.name(), Happening.UNATTENDED)
          .moved(row.status(), next)
          .because(logged)
          .write(tx, context.party());
    }
  }

  private OutgoingRow present(StoreTransaction tx, Attempt attempt) {
    return tx.outgoing().find(new PartyMessage(context.party(), attempt.row().key())).orElseThrow();
  }
}
