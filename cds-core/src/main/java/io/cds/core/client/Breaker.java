package io.cds.core.client;

import io.cds.api.HubContact;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.store.StoreTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Spares a hub that cannot be called: after some failures in a row it is asked once in a while. */
final class Breaker {
  /** Failures in a row until unattended runs call nobody. */
  static final int FAILURES = 3;

  /** No wait is longer; what is further ahead was left by a clock that was wrong. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final ClientContext context;
  private final StateValues states;
  private final BackOff backOff;

  Breaker(ClientContext context, StateValues states, BackOff backOff) {
    this.context = context;
    this.states = states;
    this.backOff = backOff;
  }

  HubContact contact() {
    return context.store().read(this::read);
  }

  /** Before an unattended run: it calls nobody if it is to wait. */
  void spare(Run run) {
    HubContact now = contact();
    boolean early = now.next().filter(next -> context.now().isBefore(next)).isPresent();
    if (now.waiting() && early && !run.adHoc()) {
      run.away(now.problem().orElseThrow(), now.next().orElseThrow());
    }
  }

  /** The hub cannot be called in this run. @return when it is called again unattended */
  Instant failed(Run run, Problem why) {
    Optional<Instant> known = run.retryAt();
    Instant next = known.orElseGet(() -> context.store().transact(tx -> count(tx, run, why)));
    run.away(why, next);
    return next;
  }

  /** The hub has answered. */
  void reached() {
    context
        .store()
        .transact(tx -> read(tx).equals(HubContact.GOOD) ? tx.now() : write(tx, HubContact.GOOD));
  }

  private Instant count(StoreTransaction tx, Run run, Problem why) {
    HubContact before = read(tx);
    Instant now = context.now();
    Instant asked = run.asked().map(now::plus).orElse(now);
    Optional<Instant> promised = before.next().filter(next -> run.adHoc() && next.isAfter(asked));
    int failures = before.failures() + (promised.isPresent() ? 0 : 1);
    Instant next = promised.orElseGet(() -> now.plus(wait(failures, run.asked())));
    boolean waiting = failures >= FAILURES || run.asked().isPresent() || before.waiting();
    return write(tx, new HubContact(waiting, failures, Optional.of(why), Optional.of(next)));
  }

  private Duration wait(int failures, Optional<Duration> asked) {
    Duration wait = backOff.after(failures, asked);
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }

  private Instant write(StoreTransaction tx, HubContact contact) {
    List<String> lines =
        contact
            .problem()
            .map(
                why ->
                    List.of(
                        contact.waiting() ? "waiting" : "",
                        Integer.toString(contact.failures()),
                        contact.next().orElseThrow().toString(),
                        why.code().name(),
                        why.detail()))
            .orElse(List.of());
    states.put(tx, StateName.CONTACT, String.join("\n", lines));
    return contact.next().orElse(tx.now());
  }

  private HubContact read(StoreTransaction tx) {
    return states
        .text(tx, StateName.CONTACT)
        .map(text -> text.split("\n", 5))
        .flatMap(
            lines ->
                code(lines[3])
                    .map(
                        code ->
                            new HubContact(
                                !lines[0].isEmpty(),
                                Integer.parseInt(lines[1]),
                                Optional.of(Problem.of(code, lines[4])),
                                Optional.of(next(Instant.parse(lines[2]))))))
        .orElse(HubContact.GOOD);
  }

  private Instant next(Instant told) {
    Instant now = context.now();
    return told.isAfter(now.plus(LONGEST)) ? now : told;
  }

  /** A later version may have left a code that is not known here. */
  private static Optional<ProblemCode> code(String name) {
    return Arrays.stream(ProblemCode.values()).filter(c -> c.name().equals(name)).findFirst();
  }
}
