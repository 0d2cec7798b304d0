package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Stage;
import io.cds.api.envelope.Envelope;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import java.util.List;

/** Offers small envelopes in one call. */
final class Batch {
  private final ClientContext context;
  private final Mailbox mailbox;
  private final AttemptEnd end;

  Batch(ClientContext context, Mailbox mailbox, AttemptEnd end) {
    this.context = context;
    this.mailbox = mailbox;
    this.end = end;
  }

  void send(List<Attempt> attempts, Run run) {
    List<Offer> offers;
    try {
      offers = mailbox.submit(attempts.stream().map(this::envelope).toList());
    } catch (CdsException e) {
      attempts.forEach(attempt -> end.failed(attempt, e, run));
      return;
    }
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      try {
        Offer offer = offerFor(attempt, offers, i);
        if (!end.answered(attempt, offer, run)) {
          throw unsettled(offer);
        }
      } catch (CdsException e) {
        end.failed(attempt, e, run);
      }
      run.watch().progress(Stage.SEND, i + 1L, attempts.size());
    }
  }

  static CdsException unsettled(Offer offer) {
    return new CdsException(
        offer
            .problem()
            .orElse(Problem.of(ProblemCode.HUB_FAILED, "no receipt that counts came back")));
  }

  private Envelope envelope(Attempt attempt) {
    return new Envelope(
        attempt.sealed().head(), context.store().content(attempt.sealed().content()));
  }

  private static Offer offerFor(Attempt attempt, List<Offer> offers, int index) {
    if (index >= offers.size() || !offers.get(index).key().equals(attempt.row().key())) {
      throw new CdsException(
          Problem.of(ProblemCode.HUB_FAILED, "no answer to " + attempt.row().key()));
    }
    return offers.get(index);
  }
}
