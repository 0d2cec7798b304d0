package io.cds.core.client;

import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.store.Lease;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyMessage;
import java.util.List;
import java.util.Optional;

/**
 * Ends messages that the hub has and that a recipient did not fetch in their time to live. Needs no
 * hub; a recipient's receipt that comes later still settles them.
 */
final class Expire implements Step {
  private static final int MOST = 100;

  private final ClientContext context;
  private final Leases leases;
  private final AttemptEnd end;

  Expire(ClientContext context, Leases leases, AttemptEnd end) {
    this.context = context;
    this.leases = leases;
    this.end = end;
  }

  @Override
  public void run(Run run) {
    List<Lease> due;
    do {
      due = leases.take(MOST);
      due.forEach(this::expire);
    } while (!due.isEmpty() && !run.watch().cancelled());
  }

  private void expire(Lease lease) {
    MessageKey message = new MessageKey(context.party(), MessageId.of(lease.work().name()));
    Optional<OutgoingRow> row =
        context
            .store()
            .transact(tx -> tx.outgoing().find(new PartyMessage(context.party(), message)));
    row.flatMap(r -> r.sealed().map(parts -> new Attempt(lease, r, parts)))
        .ifPresentOrElse(end::expired, () -> leases.complete(lease));
  }
}
