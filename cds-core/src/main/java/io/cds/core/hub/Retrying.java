package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.store.Store;

/**
 * Transactions that look again after somebody else was faster: every work read what it writes, so
 * that a second run decides by what is there now (L19).
 */
final class Retrying {
  private static final int RUNS = 8;

  private final Store store;

  Retrying(Store store) {
    this.store = store;
  }

  /** Somebody was faster. */
  static CdsException lost(String what) {
    return new CdsException(Problem.of(ProblemCode.STALE_LEASE, what));
  }

  <R> R transact(Store.Work<R> work) {
    for (int run = 1; ; run++) {
      try {
        return store.transact(work);
      } catch (CdsException e) {
        if (e.problem().code() != ProblemCode.STALE_LEASE || run == RUNS) {
          throw e;
        }
      }
    }
  }
}
