package io.cds.testkit.transport;

import static io.cds.testkit.transport.TransportFault.breaking;
import static io.cds.testkit.transport.TransportFault.enrolment;
import static io.cds.testkit.transport.TransportFault.mailbox;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.TransportException;
import io.cds.api.spi.Transport;
import io.cds.api.spi.Transport.Link;
import io.cds.testkit.Faulty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** Transports that fail in another way than they must. */
final class FailureFaults {
  private static final String ALIKE = "unknownAndForeignMessagesAreAnsweredAlike";
  private static final String TROUBLE = "theHubsOwnTroubleIsTransientAndNamed";
  private static final String CLOCK =
      "aClockTenMinutesOffIsNamedByHowMuchItIsOffAndWithTheHubsTime";
  private static final String AWAY = "aHubThatWentAwayIsUnreachableWithinSeconds";
  private static final String PROBE = "aProbeTellsEveryLinkAndStopsAtTheFirstThatFails";

  private FailureFaults() {}

  static List<TransportFault> all() {
    List<TransportFault> all = new ArrayList<>(refusals());
    all.addAll(troubles());
    all.addAll(probes());
    return all;
  }

  private static List<TransportFault> refusals() {
    // Long: one fault after another.
    return List.of(
        mailbox(
            ALIKE,
            "in the words of one that is not there",
            "content",
            told(
                (arguments, problem) ->
                    Problem.of(problem.code(), ((MessageKey) arguments[0]).toString()))),
        mailbox(
            ALIKE,
            "a message that is not there must be told so",
            "content",
            told((arguments, problem) -> Problem.of(ProblemCode.HUB_FAILED))),
        mailbox(
            "aKeyThatTheHubDoesNotKnowIsRefused",
            "a request that the hub refuses must be told as that",
            "list",
            (right, arguments) -> {
              try {
                return right.with(arguments);
              } catch (CdsException e) {
                return new Page<>(List.of(), Cursor.START, false);
              }
            }),
        mailbox(
            CLOCK,
            "expected [10 minutes behind] in []",
            "list",
            told((arguments, problem) -> Problem.of(problem.code()))),
        mailbox(
            CLOCK,
            "expected the hub's time [2026-03-01T04:05:06Z] in [",
            "list",
            told(
                (arguments, problem) ->
                    Problem.of(problem.code(), problem.detail().replaceAll(", the hub.*", "")))),
        mailbox(
            CLOCK,
            "more than 5 minutes off must be told as that",
            "list",
            told((arguments, problem) -> Problem.of(ProblemCode.REQUEST_REFUSED))));
  }

  private static List<TransportFault> troubles() {
    // Long: one fault after another.
    return List.of(
        mailbox(
            TROUBLE,
            "the hub's store is full",
            "list",
            told((arguments, problem) -> Problem.of(ProblemCode.HUB_FAILED))),
        mailbox(
            TROUBLE,
            "the hub's store is full, by a TransportException",
            "list",
            (right, arguments) -> {
              try {
                return right.with(arguments);
              } catch (TransportException e) {
                throw new CdsException(e.problem(), e);
              }
            }),
        mailbox(TROUBLE, "must work again when the hub does", "list", onceAndForAll()),
        mailbox(
            AWAY,
            "a hub that is gone must be told as that",
            "list",
            told((arguments, problem) -> Problem.of(ProblemCode.HUB_FAILED))),
        enrolment(
            AWAY,
            "before there are keys, too",
            "identity",
            told((arguments, problem) -> Problem.of(ProblemCode.HUB_FAILED))),
        mailbox(
                AWAY,
                "must be told within seconds",
                "list",
                (right, arguments) -> {
                  try {
                    return right.with(arguments);
                  } catch (TransportException e) {
                    new CountDownLatch(1).await();
                    throw e;
                  }
                })
            .within(Duration.ofMillis(300)));
  }

  /** A fault: what failed once fails ever after. */
  private static Faulty.Fault onceAndForAll() {
    List<TransportException> failed = new ArrayList<>();
    return (right, arguments) -> {
      try {
        Object answer = right.with(arguments);
        if (failed.isEmpty()) {
          return answer;
        }
      } catch (TransportException e) {
        failed.add(e);
      }
      throw failed.get(failed.size() - 1);
    };
  }

  private static List<TransportFault> probes() {
    return List.of(
        probe("a probe must find a key that the hub does not know", links -> links.subList(0, 1)),
        probe("every link is good, and each must be told", links -> List.of()),
        probe(
            "a probe must stop at the first link that fails",
            links -> {
              List<Link> more = new ArrayList<>(links);
              more.add(new Link("another", "", Optional.empty()));
              return more;
            }));
  }

  private static TransportFault probe(String words, UnaryOperator<List<Link>> broken) {
    return breaking(
        PROBE,
        words,
        good ->
            Faulty.with(
                Transport.class,
                good,
                "probe",
                (right, arguments) ->
                    broken.apply(
                        ((List<?>) right.with(arguments))
                            .stream().map(Link.class::cast).toList())));
  }

  private interface Telling {
    Problem instead(Object[] arguments, Problem problem);
  }

  /** A fault: a failure is told otherwise. */
  private static Faulty.Fault told(Telling telling) {
    return (right, arguments) -> {
      try {
        return right.with(arguments);
      } catch (TransportException e) {
        throw new TransportException(telling.instead(arguments, e.problem()), Optional.empty(), e);
      } catch (CdsException e) {
        throw new CdsException(telling.instead(arguments, e.problem()), e);
      }
    };
  }
}
