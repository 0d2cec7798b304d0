package io.cds.core.client;

import io.cds.api.store.StoreTransaction;

/** Something of a mailbox page, checked and staged: what is left is one write. */
@FunctionalInterface
interface Taken {
  /** Writes it; may run again after a conflict. */
  Count write(StoreTransaction tx);

  /** What was new. */
  record Count(int received, int receipts) {
    static final Count NONE = new Count(0, 0);

    Count plus(Count other) {
      return new Count(received + other.received, receipts + other.receipts);
    }
  }
}
