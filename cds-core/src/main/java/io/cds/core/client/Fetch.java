package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.Stage;
import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.api.store.ArrivalRow;
import io.cds.api.store.Lease;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.ReceiptRow;
import io.cds.core.StoredContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the content of arrivals, from where an earlier try stopped. Each parks alone (L14). */
final class Fetch implements Step {
  private static final Logger LOG = LoggerFactory.getLogger(Fetch.class);
  private static final long STRETCH = 8L * Mailbox.PIECE;

  private final ClientContext context;
  private final Mailbox mailbox;
  private final Leases leases;
  private final ArrivalCheck check;
  private final Staging staging;
  private final StoreArrival store;
  private final ReceiptSigner signer;

  Fetch(
      ClientContext context,
      Mailbox mailbox,
      Leases leases,
      ArrivalCheck check,
      Staging staging,
      StoreArrival store,
      ReceiptSigner signer) {
    this.context = context;
    this.mailbox = mailbox;
    this.leases = leases;
    this.check = check;
    this.staging = staging;
    this.store = store;
    this.signer = signer;
  }

  @Override
  public void run(Run run) {
    Set<String> seen = new HashSet<>();
    // Held until the end, or the next taken would be the one that just failed.
    List<Lease> failed = new ArrayList<>();
    List<Lease> taken = leases.take(1);
    while (!taken.isEmpty()) {
      Lease lease = taken.get(0);
      if (run.watch().cancelled() || !seen.add(lease.work().name()) || !fetched(lease, run)) {
        failed.add(lease);
      }
      taken = run.watch().cancelled() ? List.of() : leases.take(1);
    }
    failed.forEach(leases::giveBack);
  }

  /** Whether nothing is left to do for it. */
  private boolean fetched(Lease lease, Run run) {
    try {
      Optional<ArrivalRow> row =
          context
              .store()
              .read(
                  tx ->
                      tx.arrivals()
                          .find(
                              new PartyMessage(
                                  context.party(), WorkName.parse(lease.work().name()))));
      if (row.isPresent()) {
        finish(row.get(), content(row.get(), lease, run), run);
      }
      leases.complete(lease);
      return true;
    } catch (CdsException e) {
      run.fault(e);
    } catch (IOException e) {
      run.fault(new CdsException(Problem.of(ProblemCode.HUB_FAILED, lease.work().name()), e));
    }
    return false;
  }

  private ContentRef content(ArrivalRow row, Lease lease, Run run) throws IOException {
    long done = context.store().durable(row.staging());
    Lease held = lease;
    try (Sink sink = context.store().stage(row.staging(), done)) {
      while (done < row.contentLength()) {
        long length = Math.min(STRETCH, row.contentLength() - done);
        long got;
        try (InputStream in = mailbox.content(row.message(), done, length)) {
          got = Copying.copy(in, sink, length, Stage.RECEIVE, run.watch());
        }
        if (got != length) {
          throw new CdsException(
              Problem.of(ProblemCode.HUB_FAILED, got + " octets came instead of " + length));
        }
        done += length;
        held = leases.keep(held);
      }
      return sink.finish();
    }
  }

  private void finish(ArrivalRow row, ContentRef content, Run run) throws IOException {
    List<SignedReceipt> receipts =
        context.store().read(tx -> tx.receipts().of(context.party(), row.message())).stream()
            .map(ReceiptRow::signed)
            .toList();
    CheckedArrival arrival;
    try {
      arrival = check.check(row.message(), row.head(), receipts);
    } catch (InvalidEnvelopeException e) {
      refuse(row, e.reason());
      return;
    }
    Extent found = staging.digest(content);
    if (!found.equals(arrival.content())) {
      throw damaged(row, StoredContent.fault(found, arrival.content()));
    }
    ReceiptRow delivered = signer.delivered(arrival.key(), arrival.routing());
    boolean fresh =
        context
            .store()
            .transact(
                tx -> {
                  boolean before = store.stored(tx, arrival.key());
                  if (!before) {
                    store.whole(tx, arrival, content, delivered);
                  }
                  return !before;
                });
    run.received(fresh ? 1 : 0);
  }

  /** It was announced and does not count any more, as when its sender's key was withdrawn. */
  private void refuse(ArrivalRow row, InvalidReason reason) {
    LOG.warn("Envelope [{}] is refused: [{}]", row.message(), reason);
    ReceiptRow refusal = signer.refused(row.message(), row.routing(), reason);
    context
        .store()
        .transact(
            tx -> {
              store.withdrawn(tx, refusal, reason.name());
              return true;
            });
  }

  /** Damage on the way is no reason to refuse the message for ever: the next run fetches anew. */
  private InvalidEnvelopeException damaged(ArrivalRow row, InvalidReason reason) {
    LOG.warn("Content of [{}] came damaged: [{}]", row.message(), reason);
    context
        .store()
        .transact(
            tx -> {
              store.damaged(tx, row.message(), reason);
              return true;
            });
    return new InvalidEnvelopeException(reason, "content of [" + row.message() + "]");
  }
}
