package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.ProblemCode;
import io.cds.api.store.Lease;
import io.cds.api.store.Store;
import io.cds.api.store.StoreTransaction;
import io.cds.api.store.WorkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leased work of one kind. A lease that another worker took over meanwhile is let go (L15). */
final class Leases {
  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

  private final ClientContext context;
  private final WorkKind kind;

  Leases(ClientContext context, WorkKind kind) {
    this.context = context;
    this.kind = kind;
  }

  List<Lease> take(int most) {
    Duration length = context.settings().lease();
    return context
        .store()
        .transact(tx -> tx.works().lease(Optional.of(context.party()), kind, most, length));
  }

  /** It is done. */
  void complete(Lease lease) {
    fenced(lease, tx -> tx.works().complete(lease));
  }

  /** They are done, and with them this, which counts also where one is another's meanwhile. */
  void complete(List<Lease> leases, Store.Work<?> work) {
    try {
      context
          .store()
          .transact(
              tx -> {
                leases.forEach(tx.works()::complete);
                return work.run(tx);
              });
    } catch (CdsException e) {
      if (e.problem().code() != ProblemCode.STALE_LEASE) {
        throw e;
      }
      context.store().transact(work);
      leases.forEach(this::complete);
    }
  }

  /** Back, due at once: for the next run. */
  void giveBack(Lease lease) {
    fenced(lease, tx -> tx.works().postpone(lease, tx.now()));
  }

  /** Does this in a transaction, unless the lease is another's meanwhile. */
  void fenced(Lease lease, Consumer<StoreTransaction> work) {
    try {
      context
          .store()
          .transact(
              tx -> {
                work.accept(tx);
                return true;
              });
    } catch (CdsException e) {
      if (e.problem().code() != ProblemCode.STALE_LEASE) {
        throw e;
      }
      LOG.info("[{}] was taken over by another worker", lease.work().name());
    }
  }

  /** Holds it for longer once half of its time has passed. */
  Lease keep(Lease lease) {
    Instant now = context.store().read(StoreTransaction::now);
    Duration half = context.settings().lease().dividedBy(2);
    if (now.plus(half).isBefore(lease.until())) {
      return lease;
    }
    return context.store().transact(tx -> tx.works().extend(lease, context.settings().lease()));
  }
}
