package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.store.StoreTransaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes whole envelopes, many in one transaction. */
final class Batch {
  private final HubParts parts;
  private final Reception reception;
  private final SmallContents contents;
  private final Acceptance acceptance;
  private final Retrying retrying;

  Batch(
      HubParts parts,
      Reception reception,
      SmallContents contents,
      Acceptance acceptance,
      Retrying retrying) {
    this.parts = parts;
    this.reception = reception;
    this.contents = contents;
    this.acceptance = acceptance;
    this.retrying = retrying;
  }

  /** An answer that stands already, or content that waits for the transaction. */
  private record Turn(Offered offered, Optional<Offer> answer, Optional<ContentRef> content) {}

  /** One answer per envelope, in order; one that cannot be taken does not hinder the others. */
  List<Offer> submit(PartyCode party, List<Envelope> envelopes) {
    requireRoom(envelopes);
    List<Offered> offered = new ArrayList<>();
    for (Envelope envelope : envelopes) {
      offered.add(Offered.read(parts.codec(), envelope.head(), parts.limits()));
    }
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < envelopes.size(); i++) {
      turns.add(prepare(party, offered.get(i), envelopes.get(i)));
    }
    if (turns.stream().allMatch(turn -> turn.answer.isPresent())) {
      return turns.stream().flatMap(turn -> turn.answer.stream()).toList();
    }
    return retrying.transact(tx -> turns.stream().map(turn -> settle(tx, turn)).toList());
  }

  private void requireRoom(List<Envelope> envelopes) {
    long octets = envelopes.stream().mapToLong(e -> e.content().length()).sum();
    if (envelopes.size() > parts.limits().items() || octets > parts.limits().batch()) {
      throw new CdsException(
          Problem.of(
              ProblemCode.TOO_LARGE,
              "batch of "
                  + envelopes.size()
                  + " envelopes and "
                  + octets
                  + " octets, limits "
                  + parts.limits().items()
                  + " and "
                  + parts.limits().batch()));
    }
  }

  private Turn prepare(PartyCode party, Offered offered, Envelope envelope) {
    Optional<Offer> answer = reception.answer(party, offered);
    if (answer.isPresent()) {
      return new Turn(offered, answer, Optional.empty());
    }
    if (envelope.content().length() > Mailbox.SMALL) {
      return later(offered, ProblemCode.TOO_LARGE, "in a batch; offer it and append its pieces");
    }
    try {
      ContentRef content = contents.stage(offered, envelope.content());
      return new Turn(offered, Optional.empty(), Optional.of(content));
    } catch (InvalidEnvelopeException e) {
      retrying.transact(tx -> dropped(tx, offered, e.problem()));
      return new Turn(
          offered, Optional.of(Reception.problem(offered, e.problem())), Optional.empty());
    } catch (IOException e) {
      return later(offered, ProblemCode.HUB_FAILED, "content could not be read to its end");
    }
  }

  private static boolean dropped(StoreTransaction tx, Offered offered, Problem problem) {
    HubEvents.dropped(tx, offered.key(), problem);
    return true;
  }

  private static Turn later(Offered offered, ProblemCode code, String detail) {
    Offer answer = Reception.problem(offered, Problem.of(code, detail));
    return new Turn(offered, Optional.of(answer), Optional.empty());
  }

  private Offer settle(StoreTransaction tx, Turn turn) {
    return turn.answer.orElseGet(
        () -> acceptance.accept(tx, turn.offered, turn.content.orElseThrow()));
  }
}
