package io.cds.api;

import java.util.List;

/** How a verb on one message ended. */
public sealed interface Outcome {
  /** Done. */
  record Done() implements Outcome {}

  /** Refused before anything changed: every reason with its cure. */
  record Refused(List<Problem> reasons) implements Outcome {
    /** Copies. */
    public Refused {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Tried and failed, and may be tried again. DECRYPT_FAIL and IMPORT_FAIL say so; a failure on
   * this side, such as a wrong passphrase, leaves the status as it was.
   */
  record Failed(Problem problem) implements Outcome {}

  /** Cancelled by the watch; nothing is half done. */
  record Cancelled() implements Outcome {}

  /** Whether it is done. */
  default boolean done() {
    return this instanceof Done;
  }
}
