package io.cds.core.client;

import io.cds.api.store.Lease;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.SealedParts;

/** One try to send one message. */
record Attempt(Lease lease, OutgoingRow row, SealedParts sealed) {
  Attempt with(Lease extended) {
    return new Attempt(extended, row, sealed);
  }
}
