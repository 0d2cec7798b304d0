package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Stage;
import io.cds.api.envelope.Envelope;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import java.util.ArrayList;
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
    List<AttemptEnd.Answer> settled = new ArrayList<>();
    for (int i = 0; i < loaded.size(); i++) {
      answered(loaded.get(i), offers, i, run).ifPresent(settled::add);
    }
    store(settled, run);
    run.watch().progress(Stage.SEND, loaded.size(), loaded.size());
    return List.of();
  }

  /** An answer that settles; what comes without one has failed. */
  private Optional<AttemptEnd.Answer> answered(
      Loaded loaded, List<Offer> offers, int index, Run run) {
    try {
      Offer offer = offerFor(loaded.attempt, offers, index);
      AttemptEnd.Answer answer = end.checked(loaded.attempt, offer);
      if (answer.settled()) {
        return Optional.of(answer);
      }
      end.store(List.of(answer), run);
      throw unsettled(offer);
    } catch (CdsException e) {
      end.failed(loaded.attempt, loaded.content.fault().orElse(e), run);
      return Optional.empty();
    }
  }

  /** One that the store does not take stops no other. */
  private void store(List<AttemptEnd.Answer> answers, Run run) {
    try {
      end.store(answers, run);
    } catch (CdsException e) {
      if (answers.size() == 1) {
        end.failed(answers.get(0).attempt(), e, run);
      } else {
        answers.forEach(answer -> store(List.of(answer), run));
      }
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
