package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.TransmissionReport;
import io.cds.api.TransportException;
import io.cds.api.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one run has done so far. One thread. */
final class Run {
  /**
   * Problems that the next call meets as well. A key of this party that was not made here is among
   * them: either the hub vouches for a false one, or this party moved, and the old place must not
   * send.
   */
  private static final Set<ProblemCode> DOWN =
      EnumSet.of(
          ProblemCode.HUB_UNREACHABLE,
          ProblemCode.HUB_WRONG_ADDRESS,
          ProblemCode.HUB_UNTRUSTED,
          ProblemCode.OWN_KEY_UNKNOWN,
          ProblemCode.INSECURE_ADDRESS,
          ProblemCode.TLS_FAILED,
          ProblemCode.CLOCK,
          ProblemCode.REQUEST_REFUSED,
          ProblemCode.KEY_EXPIRED);

  private final Watch watch;
  private final boolean adHoc;
  private final List<Problem> problems = new ArrayList<>();
  private Optional<Problem> away = Optional.empty();
  private Optional<Instant> retryAt = Optional.empty();
  private Optional<Duration> asked = Optional.empty();
  private int sent;
  private int received;
  private int receipts;
  private int posted;

  Run(Watch watch, boolean adHoc) {
    this.watch = watch;
    this.adHoc = adHoc;
  }

  Watch watch() {
    return watch;
  }

  /** Whether a person asked for it: then what was put off is tried at once. */
  boolean adHoc() {
    return adHoc;
  }

  /** Keeps a problem for the report, once. */
  void fault(CdsException e) {
    problems.remove(e.problem());
    problems.add(e.problem());
    if (DOWN.contains(e.problem().code())) {
      asked = waitOf(e).or(() -> asked);
    }
  }

  /** The first call failed. Unattended, the hub is spared the others. */
  void knockFailed(CdsException e) {
    if (!adHoc && e instanceof TransportException) {
      asked = waitOf(e);
      away = Optional.of(e.problem());
    }
  }

  /** The hub is not called, or not again, in this run; unattended it is at this time. */
  void away(Problem why, Instant next) {
    if (!problems.contains(why)) {
      problems.add(why);
    }
    away = Optional.of(why);
    retryAt = Optional.of(next);
  }

  /** When the hub is called again unattended, if that was settled. */
  Optional<Instant> retryAt() {
    return retryAt;
  }

  /** How long the hub asked to be left alone. */
  Optional<Duration> asked() {
    return asked;
  }

  /** How long the hub asked to be left alone, if this is its answer and it says so. */
  static Optional<Duration> waitOf(CdsException e) {
    return e instanceof TransportException t ? t.retryAfter() : Optional.empty();
  }

  /** The problem that makes it useless to call the hub in this run. */
  Optional<Problem> down() {
    return away.or(() -> problems.stream().filter(p -> DOWN.contains(p.code())).findFirst());
  }

  void sent(int more) {
    sent += more;
  }

  void received(int more) {
    received += more;
  }

  void receipts(int more) {
    receipts += more;
  }

  void posted(int more) {
    posted += more;
  }

  TransmissionReport report() {
    return new TransmissionReport(sent, received, receipts, posted, problems);
  }
}
