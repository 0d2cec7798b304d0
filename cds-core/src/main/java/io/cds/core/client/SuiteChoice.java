package io.cds.core.client;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.PostQuantum;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.KeyRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses the one suite of a message. What a recipient can do, and what it demands, is taken from
 * its own-signed key record and from nothing else that the directory says: so no directory talks a
 * sender down to suite 1. Whom the host lets be sealed to by an outside certificate cannot.
 */
final class SuiteChoice {
  private final ClientContext context;
  private final OwnKeys keys;

  SuiteChoice(ClientContext context, OwnKeys keys) {
    this.context = context;
    this.keys = keys;
  }

  /**
   * What a message is sealed by.
   *
   * @param suite 2 if all can, else 1
   * @param objection why it cannot be sealed: somebody demands suite 2, and somebody cannot
   */
  record Choice(int suite, Optional<Problem> objection) {}

  Choice choose(List<KeyRecord> recipients, Instant now) {
    List<PartyCode> demand =
        Stream.concat(
                Stream.of(context.party()).filter(self -> is(PostQuantum.REQUIRED)),
                recipients.stream().filter(r -> r.requiredSuite() == 2).map(KeyRecord::party))
            .toList();
    List<PartyCode> unable = unable(recipients, now);
    if (unable.isEmpty()) {
      return new Choice(2, Optional.empty());
    }
    return new Choice(
        1,
        Optional.of(
                Problem.of(
                    ProblemCode.PQ_REQUIRED,
                    text(demand) + " demands it, " + text(unable) + " cannot"))
            .filter(problem -> !demand.isEmpty()));
  }

  private List<PartyCode> unable(List<KeyRecord> recipients, Instant now) {
    boolean own = !is(PostQuantum.OFF) && keys.current(KeyUse.SIGN_MLDSA, now).isPresent();
    return Stream.concat(
            Stream.of(context.party()).filter(self -> !own),
            recipients.stream()
                .filter(r -> !r.suites().contains(2) || context.outside(r.party(), now).isPresent())
                .map(KeyRecord::party))
        .toList();
  }

  private boolean is(PostQuantum setting) {
    return context.settings().postQuantum() == setting;
  }

  private static String text(List<PartyCode> parties) {
    return parties.stream().map(PartyCode::value).collect(Collectors.joining(", "));
  }
}
