package io.cds.core.hub;

import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.spi.Offer;
import io.cds.api.store.StoreTransaction;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first look at an offered head, before anything of it is stored (L03): another's, known, not
 * yet, never, or to be taken.
 */
final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private final HubParts parts;
  private final HeadCheck check;
  private final Acceptance acceptance;
  private final Retrying retrying;

  Reception(HubParts parts, HeadCheck check, Acceptance acceptance, Retrying retrying) {
    this.parts = parts;
    this.check = check;
    this.acceptance = acceptance;
    this.retrying = retrying;
  }

  /** The answer, or nothing if the content may come. */
  Optional<Offer> answer(PartyCode party, Offered offered) {
    if (!offered.routing().from().equals(party)) {
      LOG.warn("[{}] offered an envelope of [{}]", party, offered.routing().from());
      // Never signed: a recipient holds the heads of others and could have them refused.
      return Optional.of(problem(offered, Problem.of(ProblemCode.REQUEST_REFUSED)));
    }
    Look look = parts.store().read(tx -> look(tx, offered));
    if (look.standing.settled(offered.digest())) {
      return Optional.of(Acceptance.known(look.standing, offered));
    }
    if (look.standing.accepted().isPresent()) {
      return Optional.of(retrying.transact(tx -> acceptance.conflict(tx, offered)));
    }
    return check
        .notYet(offered, look.standing.now())
        .map(problem -> problem(offered, problem))
        .or(
            () ->
                check
                    .refusal(offered, look.directory)
                    .map(no -> retrying.transact(tx -> acceptance.refuse(tx, offered, no))));
  }

  /** Not taken now; nothing is stored. */
  static Offer problem(Offered offered, Problem problem) {
    return new Offer(offered.key(), 0, List.of(), Optional.of(problem));
  }

  private Look look(StoreTransaction tx, Offered offered) {
    return new Look(
        Standing.of(tx, parts.party(), offered.key()), check.directory(tx, offered.routing()));
  }

  private record Look(Standing standing, HeadCheck.Directory directory) {}
}
