package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.Stage;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.store.Lease;

/** Sends one large envelope in pieces, from where the hub says it stands. */
final class Pieces {
  private final ClientContext context;
  private final Mailbox mailbox;
  private final Leases leases;
  private final AttemptEnd end;

  Pieces(ClientContext context, Mailbox mailbox, Leases leases, AttemptEnd end) {
    this.context = context;
    this.mailbox = mailbox;
    this.leases = leases;
    this.end = end;
  }

  /**
   * Sends it to its end, or as far as it goes.
   *
   * @param between done after each piece, so that small messages do not wait for a large one
   */
  void send(Attempt attempt, Run run, Runnable between) {
    Attempt held = attempt;
    SealedContent content = new SealedContent(context.store(), held.sealed().content());
    try {
      Offer offer = mailbox.offer(held.sealed().head());
      long before = -1;
      while (!end.answered(held, offer, run)) {
        long from = offer.durable();
        if (from <= before || from >= content.length()) {
          throw Batch.unsettled(offer);
        }
        if (run.watch().cancelled()) {
          leases.giveBack(held.lease());
          return;
        }
        before = from;
        offer = mailbox.append(held.row().id(), from, piece(content, from));
        Lease kept = leases.keep(held.lease());
        held = held.with(kept);
        run.watch().progress(Stage.SEND, offer.durable(), content.length());
        between.run();
      }
    } catch (CdsException e) {
      if (e.problem().code() != ProblemCode.STALE_LEASE) {
        end.failed(held, content.fault().orElse(e), run);
      }
    }
  }

  private static Source piece(Source content, long from) {
    long length = Math.min(Mailbox.PIECE, content.length() - from);
    if (length <= 0) {
      throw new CdsException(Problem.of(ProblemCode.HUB_FAILED, "nothing after " + from));
    }
    return Source.of(length, () -> content.open(from, length));
  }
}
