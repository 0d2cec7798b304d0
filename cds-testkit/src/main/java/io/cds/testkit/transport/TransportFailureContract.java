package io.cds.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
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

    CdsException foreign =
        assertThrows(CdsException.class, () -> stranger.content(new MessageKey(SCHOOL, id), 0, 1));
    CdsException unknown =
        assertThrows(
            CdsException.class, () -> stranger.content(new MessageKey(SCHOOL, nextId()), 0, 1));

    assertEquals(ProblemCode.UNKNOWN_MESSAGE, foreign.problem().code());
    assertEquals(unknown.problem(), foreign.problem());
    assertEquals(
        unknown.problem(), assertThrows(CdsException.class, () -> stranger.receipts(id)).problem());
    assertEquals(
        unknown.problem(),
        assertThrows(CdsException.class, () -> stranger.append(id, 0, Source.of(new byte[1])))
            .problem());
  }

  @Test
  void aKeyThatTheHubDoesNotKnowIsRefused() {
    assertProblem(ProblemCode.REQUEST_REFUSED, mailbox(party(SCHOOL)));
  }

  @Test
  void aClockTenMinutesOffIsNamedByHowMuchItIsOffAndWithTheHubsTime() {
    for (int minutes : new int[] {-10, 10}) {
      Clock wrong = Clock.offset(hub.clock(), Duration.ofMinutes(minutes));
      TransportException problem =
          assertProblem(ProblemCode.CLOCK, mailbox(school.withClock(wrong)));
      String told = minutes < 0 ? "10 minutes behind" : "10 minutes ahead";
      assertTrue(problem.problem().detail().contains(told), problem.getMessage());
      assertTrue(problem.problem().detail().contains(NOW.toString()), problem.getMessage());
    }
  }

  @Test
  void theHubsOwnTroubleIsTransientAndNamed() {
    Mailbox mailbox = mailbox(school);
    hub.fail(ProblemCode.STORE_FULL);
    assertProblem(ProblemCode.HUB_FULL, mailbox);
    hub.fail(ProblemCode.STORE_FAILED);
    assertProblem(ProblemCode.HUB_FAILED, mailbox);
    hub.fail(ProblemCode.HUB_BUSY);
    assertProblem(ProblemCode.HUB_BUSY, mailbox);
    hub.heal();
    assertEquals(List.of(), mailbox.list(Cursor.START, 1, Duration.ZERO).items());
  }

  @Test
  void aHubThatWentAwayIsUnreachableWithinSeconds() throws Exception {
    Mailbox mailbox = mailbox(school);
    mailbox.list(Cursor.START, 1, Duration.ZERO);
    goAway();

    assertProblem(ProblemCode.HUB_UNREACHABLE, mailbox);
  }

  @Test
  void aProbeTellsEveryLinkAndStopsAtTheFirstThatFails() throws Exception {
    Transport transport = transport();
    transport.mailbox(SCHOOL, school, hub.codec());
    List<Transport.Link> good = transport.probe(Watch.none());
    assertTrue(good.stream().allMatch(l -> l.problem().isEmpty()), good.toString());

    transport.mailbox(SCHOOL, party(SCHOOL), hub.codec());
    assertEquals(ProblemCode.REQUEST_REFUSED, lastProblem(transport));

    Clock late = Clock.offset(hub.clock(), Duration.ofMinutes(6));
    transport.mailbox(SCHOOL, school.withClock(late), hub.codec());
    assertEquals(ProblemCode.CLOCK, lastProblem(transport));

    goAway();
    assertEquals(ProblemCode.HUB_UNREACHABLE, lastProblem(transport));
  }

  private static ProblemCode lastProblem(Transport transport) {
    List<Transport.Link> links = transport.probe(Watch.none());
    assertTrue(
        links.subList(0, links.size() - 1).stream().allMatch(l -> l.problem().isEmpty()),
        links.toString());
    return links.get(links.size() - 1).problem().orElseThrow().code();
  }

  private static TransportException assertProblem(ProblemCode code, Mailbox mailbox) {
    TransportException problem =
        assertThrows(TransportException.class, () -> mailbox.list(Cursor.START, 1, Duration.ZERO));
    assertEquals(code, problem.problem().code());
    return problem;
  }
}
