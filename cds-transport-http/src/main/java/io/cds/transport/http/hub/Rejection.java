package io.cds.transport.http.hub;

import io.cds.transport.http.wire.ProblemDetails;
import io.cds.transport.http.wire.WireProblem;

/** Ends the handling of a request with a problem. */
final class Rejection extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ProblemDetails problem;

  Rejection(ProblemDetails problem) {
    super(problem.detail());
    this.problem = problem;
  }

  static Rejection of(WireProblem problem, String detail) {
    return new Rejection(ProblemDetails.of(problem, detail));
  }

  /** The one answer to whatever is not there and to whatever is another party's. */
  static Rejection notFound() {
    return of(
        WireProblem.NOT_FOUND,
        "cannot find anything under this path for this party: check the address and the message"
            + " id");
  }

  ProblemDetails problem() {
    return problem;
  }
}
