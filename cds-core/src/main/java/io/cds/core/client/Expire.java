package io.cds.core.client;

import io.cds.api.store.Lease;
import java.util.List;

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
    Attempt.find(context, lease).ifPresentOrElse(end::expired, () -> leases.complete(lease));
  }
}
