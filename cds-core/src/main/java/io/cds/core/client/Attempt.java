package io.cds.core.client;

import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.store.Lease;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.SealedParts;
import java.util.Optional;

/** One try to send one message. */
record Attempt(Lease lease, OutgoingRow row, SealedParts sealed) {
  /** The message that the leased work names; nothing if it is gone or not sealed. */
  static Optional<Attempt> find(ClientContext context, Lease lease) {
    MessageKey message = new MessageKey(context.party(), MessageId.of(lease.work().name()));
    return context
        .store()
        .read(tx -> tx.outgoing().find(new PartyMessage(context.party(), message)))
        .flatMap(row -> row.sealed().map(parts -> new Attempt(lease, row, parts)));
  }

  Attempt with(Lease extended) {
    return new Attempt(extended, row, sealed);
  }
}
