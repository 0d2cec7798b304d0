package io.cds.api;

import java.util.List;

/** A verb was refused before anything was done; all reasons at once, each with its cure. */
public final class RefusedException extends CdsException {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> reasons;

  /** Refused for these reasons, at least one. */
  public RefusedException(List<Problem> reasons) {
    super(reasons.get(0));
    this.reasons = List.copyOf(reasons);
  }

  /** Every reason. */
  public List<Problem> reasons() {
    return reasons;
  }
}
