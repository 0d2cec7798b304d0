package io.cds.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.TransportException;
import io.cds.api.Watch;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/**
 * How every transport fails: each trouble by its own code, within seconds, and never for good.
 * Extend it, and serve the given hub.
 */
@Timeout(180)
public abstract class TransportFailureContract extends TransportScene {
  /** For subclasses. */
  protected TransportFailureContract() {}

  @Test
  void unknownAndForeignMessagesAreAnsweredAlike() throws Exception {
    MessageId id = nextId();
    mailbox(school).submit(List.of(envelope(SCHOOL, id, octets(3), AUTHORITY)));
    Mailbox stranger = mailbox(otherSchool);

    Problem unknown =
        problem(() -> stranger.content(new MessageKey(SCHOOL, nextId()), 0, 1).close());
    Problem foreign = problem(() -> stranger.content(new MessageKey(SCHOOL, id), 0, 1).close());

    assertEquals(
        ProblemCode.UNKNOWN_MESSAGE, unknown.code(), "a message that is not there must be told so");
    String check = "another's message must be answered in the words of one that is not there";
    assertEquals(unknown, foreign, check);
    assertEquals(unknown, problem(() -> stranger.receipts(id)), check);
    assertEquals(unknown, problem(() -> stranger.append(id, 0, Source.of(new byte[1]))), check);
  }

  private static Problem problem(Executable call) {
    return assertThrows(
            CdsException.class, call, "a message that is not this party's must be refused")
        .problem();
  }

  @Test
  void aKeyThatTheHubDoesNotKnowIsRefused() {
    assertProblem(
        ProblemCode.REQUEST_REFUSED,
        mailbox(party(SCHOOL)),
        "a request that the hub refuses must be told as that");
  }

  @Test
  void aClockTenMinutesOffIsNamedByHowMuchItIsOffAndWithTheHubsTime() {
    for (int minutes : new int[] {-10, 10}) {
      Clock wrong = Clock.offset(hub.clock(), Duration.ofMinutes(minutes));
      String detail =
          assertProblem(
                  ProblemCode.CLOCK,
                  mailbox(school.withClock(wrong)),
                  "a clock that is more than 5 minutes off must be told as that")
              .detail();
      String told = minutes < 0 ? "10 minutes behind" : "10 minutes ahead";
      assertTrue(detail.contains(told), () -> "expected [" + told + "] in [" + detail + "]");
      assertTrue(
          detail.contains(NOW.toString()),
          () -> "expected the hub's time [" + NOW + "] in [" + detail + "]");
    }
  }

  @Test
  void theHubsOwnTroubleIsTransientAndNamed() {
    Mailbox mailbox = mailbox(school);
    hub.fail(ProblemCode.STORE_FULL);
    assertProblem(ProblemCode.HUB_FULL, mailbox, "the hub's store is full");
    hub.fail(ProblemCode.STORE_FAILED);
    assertProblem(ProblemCode.HUB_FAILED, mailbox, "the hub's store failed");
    hub.fail(ProblemCode.HUB_BUSY);
    assertProblem(ProblemCode.HUB_BUSY, mailbox, "the hub has too much to do");
    hub.heal();
    assertEquals(
        List.of(),
        assertDoesNotThrow(
                () -> mailbox.list(Cursor.START, 1, Duration.ZERO),
                "the same mailbox must work again when the hub does")
            .items(),
        "nothing waits");
  }

  @Test
  void aHubThatWentAwayIsUnreachableWithinSeconds() throws Exception {
    Transport transport = transport();
    Mailbox mailbox = transport.mailbox(SCHOOL, school, hub.codec());
    mailbox.list(Cursor.START, 1, Duration.ZERO);
    goAway();

    assertTimeoutPreemptively(
        patience(),
        () -> {
          assertProblem(
              ProblemCode.HUB_UNREACHABLE, mailbox, "a hub that is gone must be told as that");
          assertProblem(
              ProblemCode.HUB_UNREACHABLE,
              () -> transport.enrolment().identity(),
              "a hub that is gone must be told as that before there are keys, too");
        },
        "that the hub is gone must be told within seconds: limit the time of connecting");
  }

  @Test
  void aProbeTellsEveryLinkAndStopsAtTheFirstThatFails() throws Exception {
    Transport transport = transport();
    transport.mailbox(SCHOOL, school, hub.codec());
    List<Transport.Link> good = transport.probe(Watch.none());
    assertTrue(
        !good.isEmpty() && good.stream().allMatch(l -> l.problem().isEmpty()),
        () -> "every link is good, and each must be told; found " + good);

    transport.mailbox(SCHOOL, party(SCHOOL), hub.codec());
    assertLast(ProblemCode.REQUEST_REFUSED, transport, "a key that the hub does not know");

    Clock late = Clock.offset(hub.clock(), Duration.ofMinutes(6));
    transport.mailbox(SCHOOL, school.withClock(late), hub.codec());
    assertLast(ProblemCode.CLOCK, transport, "a clock that is 6 minutes off");

    goAway();
    assertLast(ProblemCode.HUB_UNREACHABLE, transport, "a hub that is gone");
  }

  private static void assertLast(ProblemCode code, Transport transport, String trouble) {
    List<Transport.Link> links = transport.probe(Watch.none());
    assertEquals(
        List.of(code),
        links.stream().flatMap(l -> l.problem().stream()).map(Problem::code).toList(),
        "a probe must find " + trouble + ", and nothing else");
    assertTrue(
        links.get(links.size() - 1).problem().isPresent(),
        () -> "a probe must stop at the first link that fails; found " + links);
  }

  private static Problem assertProblem(ProblemCode code, Mailbox mailbox, String check) {
    return assertProblem(code, () -> mailbox.list(Cursor.START, 1, Duration.ZERO), check);
  }

  private static Problem assertProblem(ProblemCode code, Executable call, String check) {
    TransportException thrown =
        assertThrows(TransportException.class, call, check + ", by a TransportException");
    assertEquals(code, thrown.problem().code(), check);
    return thrown.problem();
  }
}
