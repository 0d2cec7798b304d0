package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.TransmissionReport;
import io.cds.api.Watch;
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
  }

  /** The problem that makes it useless to call the hub in this run. */
  Optional<Problem> down() {
    return problems.stream().filter(p -> DOWN.contains(p.code())).findFirst();
  }

  /** Whether a run that ended so could not call the hub. */
  static boolean down(TransmissionReport report) {
    return report.problems().stream().anyMatch(p -> DOWN.contains(p.code()));
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
