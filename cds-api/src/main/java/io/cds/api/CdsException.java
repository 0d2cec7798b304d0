package io.cds.api;

import org.jspecify.annotations.Nullable;

/**
 * A failure with a stable code and a cure. Thrown by every part of the library for what went wrong
 * on our side or at a peer.
 */
public class CdsException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  /** A failure without a deeper cause. */
  public CdsException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** A failure with its cause. */
  public CdsException(Problem problem, @Nullable Throwable cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  /** What went wrong, where, and what to do. */
  public Problem problem() {
    return problem;
  }
}
