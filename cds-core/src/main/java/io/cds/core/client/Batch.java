package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Stage;
import io.cds.api.envelope.Envelope;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import java.util.List;
import java.util.Optional;

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
    List<Loaded> left = attempts.stream().map(this::load).toList();
    while (!left.isEmpty()) {
      left = offered(left, run);
    }
  }

  /** One call. @return those that it did not reach because others could not be read */
  private List<Loaded> offered(List<Loaded> loaded, Run run) {
    List<Offer> offers;
    try {
      offers = mailbox.submit(loaded.stream().map(Loaded::envelope).toList());
    } catch (CdsException e) {
      List<Loaded> read = loaded.stream().filter(l -> l.content.fault().isEmpty()).toList();
      boolean all = read.size() == loaded.size();
      loaded.stream()
          .filter(l -> all || !read.contains(l))
          .forEach(l -> end.failed(l.attempt, l.content.fault().orElse(e), run));
      return all ? List.of() : read;
    }
    for (int i = 0; i < loaded.size(); i++) {
      answered(loaded.get(i), offers, i, run);
      run.watch().progress(Stage.SEND, i + 1L, loaded.size());
    }
    return List.of();
  }

  private void answered(Loaded loaded, List<Offer> offers, int index, Run run) {
    try {
      Offer offer = offerFor(loaded.attempt, offers, index);
      if (!end.answered(loaded.attempt, offer, run)) {
        throw unsettled(offer);
      }
    } catch (CdsException e) {
      Optional<CdsException> fault = loaded.content.fault();
      end.failed(loaded.attempt, fault.orElse(e), run);
    }
  }

  static CdsException unsettled(Offer offer) {
    return new CdsException(
        offer
            .problem()
            .orElse(Problem.of(ProblemCode.HUB_FAILED, "no receipt that counts came back")));
  }

  private Loaded load(Attempt attempt) {
    return new Loaded(attempt, new SealedContent(context.store(), attempt.sealed().content()));
  }

  private static Offer offerFor(Attempt attempt, List<Offer> offers, int index) {
    if (index >= offers.size() || !offers.get(index).key().equals(attempt.row().key())) {
      throw new CdsException(
          Problem.of(ProblemCode.HUB_FAILED, "no answer to " + attempt.row().key()));
    }
    return offers.get(index);
  }

  private record Loaded(Attempt attempt, SealedContent content) {
    Envelope envelope() {
      return new Envelope(attempt.sealed().head(), content);
    }
  }
}
