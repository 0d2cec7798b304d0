package io.cds.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Enrolment;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every transport keeps: the promises of {@link Mailbox} arrive at the far end unchanged.
 * Extend it, and serve the given hub.
 */
@Timeout(180)
public abstract class TransportContract extends TransportScene {
  /** For subclasses. */
  protected TransportContract() {}

  @Test
  void aSmallEnvelopeIsAcceptedAndWaitsForItsRecipientWithContentAndReceipt() throws Exception {
    byte[] content = octets(5_000);
    Envelope envelope = envelope(SCHOOL, nextId(), content, AUTHORITY);

    Offer offer = mailbox(school).submit(List.of(envelope)).get(0);
    Page<Waiting> page = mailbox(authority).list(Cursor.START, 100, Duration.ZERO);

    assertEquals(5_000, offer.durable(), "the answer must say how many octets the hub holds");
    assertEquals(1, offer.receipts().size(), "the answer must bring the hub's one receipt");
    assertEquals(1, page.items().size(), "a page must bring the one envelope that waits");
    Waiting waiting = page.items().get(0);
    assertEquals(offer.key(), waiting.key(), "what waits must have its message's key");
    assertEquals(
        Optional.of(envelope.head()),
        waiting.head(),
        "routing and manifest must come out octet for octet as they were handed in");
    assertEquals(offer.receipts(), waiting.receipts(), "an envelope waits with its receipt");
    assertArrayEquals(
        content,
        octets(waiting, "content of at most SMALL must come along with a page"),
        "content must come out octet for octet as it was handed in");
    assertFalse(page.more(), "nothing more waits");
  }

  private static byte[] octets(Waiting waiting, String check) throws IOException {
    try (InputStream in = waiting.content().orElseGet(() -> fail(check)).open()) {
      return in.readAllBytes();
    }
  }

  @Test
  void l04TheSameEnvelopeTwiceIsAnsweredWithTheSameReceipts() throws Exception {
    Envelope envelope = envelope(SCHOOL, nextId(), octets(10), AUTHORITY);

    Offer first = mailbox(school).submit(List.of(envelope)).get(0);
    Offer second = mailbox(school).submit(List.of(envelope)).get(0);

    assertEquals(first, second, "the same envelope again must be answered the same");
    onlyWaiting(authority, "an envelope that was handed in twice must wait once");
  }

  @Test
  void aHundredEnvelopesAreAnsweredInTheirOrder() throws Exception {
    List<Envelope> envelopes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      envelopes.add(envelope(SCHOOL, nextId(), octets(100_000 + i), AUTHORITY));
    }

    List<Offer> offers = mailbox(school).submit(envelopes);

    assertEquals(100, offers.size(), "each envelope must have its answer");
    for (int i = 0; i < 100; i++) {
      String check = "answer [" + i + "] must be that of envelope [" + i + "]";
      assertEquals(100_000 + i, offers.get(i).durable(), check);
    }
    assertEquals(
        100, everythingWaiting(authority).size(), "page after page must bring every envelope");
  }

  @Test
  void largeContentGoesOnAfterAnyInterruptionWhereTheHubStands() throws Exception {
    byte[] content = octets(2 * Mailbox.PIECE + 777);
    MessageId id = nextId();
    EnvelopeHead head = envelope(SCHOOL, id, content, AUTHORITY).head();
    mailbox(school).offer(head);
    mailbox(school).append(id, 0, piece(content, 0));

    Mailbox afterwards = mailbox(school);
    Offer resumed = afterwards.offer(head);
    assertEquals(
        Mailbox.PIECE, resumed.durable(), "an offer again must say what the hub holds by now");
    assertEquals(List.of(), resumed.receipts(), "there is no receipt before the last octet");
    assertEquals(
        Mailbox.PIECE,
        afterwards.append(id, 0, piece(content, 0)).durable(),
        "a piece that the hub holds must change nothing");
    afterwards.append(id, Mailbox.PIECE, piece(content, Mailbox.PIECE));
    Offer last = afterwards.append(id, 2L * Mailbox.PIECE, piece(content, 2 * Mailbox.PIECE));

    assertEquals(content.length, last.durable(), "the hub must hold all octets at the end");
    assertEquals(1, last.receipts().size(), "the last piece must be answered with the receipt");
    Waiting waiting = onlyWaiting(authority, "the envelope must wait once");
    assertEquals(content.length, waiting.contentLength(), "the content's length must be told");
    assertEquals(
        Optional.empty(), waiting.content(), "longer content than SMALL must not come with a page");
    assertArrayEquals(
        content, fetch(waiting.key(), 0, content.length), "content must come whole and unchanged");
    assertArrayEquals(
        Arrays.copyOfRange(content, 1_000_000, 1_000_099),
        fetch(waiting.key(), 1_000_000, 99),
        "a stretch of content must begin and end where it was asked for");
    assertArrayEquals(new byte[0], fetch(waiting.key(), 5, 0), "a stretch may be empty");
  }

  @Test
  void aMessageWithoutContentTravels() throws Exception {
    Offer offer =
        mailbox(school).submit(List.of(envelope(SCHOOL, nextId(), new byte[0], AUTHORITY))).get(0);

    assertEquals(1, offer.receipts().size(), "the answer must bring the hub's one receipt");
    Waiting waiting = onlyWaiting(authority, "an envelope without content must wait");
    assertArrayEquals(
        new byte[0],
        octets(waiting, "content of no octets is content, and must come along"),
        "content of no octets must come out as that");
  }

  @Test
  void receiptsTravelBackAndPostingThemAgainChangesNothing() throws Exception {
    MessageId id = nextId();
    mailbox(school).submit(List.of(envelope(SCHOOL, id, octets(9), AUTHORITY)));
    SignedReceipt delivered =
        PlainForms.receipt(SCHOOL, id, ReceiptEvent.DELIVERED, AUTHORITY, NOW);

    mailbox(authority).post(List.of(delivered));
    mailbox(authority).post(List.of(delivered));

    List<SignedReceipt> all = mailbox(school).receipts(id);
    assertEquals(2, all.size(), "the sender must get the hub's receipt and the one posted, once");
    assertEquals(delivered, all.get(1), "a receipt must come out octet for octet");
    Waiting waiting = onlyWaiting(school, "a receipt that was posted twice must wait once");
    assertEquals(new MessageKey(SCHOOL, id), waiting.key(), "a receipt waits under its message");
    assertEquals(List.of(delivered), waiting.receipts(), "the receipt must come with the page");
    assertEquals(Optional.empty(), waiting.head(), "receipts wait without an envelope");
  }

  @Test
  void messagesOfTwoSendersWithOneIdBothArrive() throws Exception {
    MessageId id = nextId();
    mailbox(school).submit(List.of(envelope(SCHOOL, id, octets(1), AUTHORITY)));
    mailbox(otherSchool).submit(List.of(envelope(OTHER_SCHOOL, id, octets(2), AUTHORITY)));

    List<MessageKey> keys = everythingWaiting(authority).stream().map(Waiting::key).toList();

    assertEquals(
        List.of(new MessageKey(SCHOOL, id), new MessageKey(OTHER_SCHOOL, id)),
        keys,
        "a message is told apart by sender and id, not by the id alone");
  }

  @Test
  void aListingThatWaitsIsAnsweredWhenSomethingComes() throws Exception {
    Mailbox waiting = mailbox(authority);
    CompletableFuture<Page<Waiting>> page =
        CompletableFuture.supplyAsync(
            () -> waiting.list(Cursor.START, 10, patience().multipliedBy(3)));

    assertTrue(
        hub.awaitListener(patience()),
        "the wait of a listing must reach the hub, in whole seconds at least");
    mailbox(school).submit(List.of(envelope(SCHOOL, nextId(), octets(3), AUTHORITY)));

    try {
      Page<Waiting> came = page.get(patience().toMillis(), TimeUnit.MILLISECONDS);
      assertEquals(1, came.items().size(), "the answer must bring what came");
    } catch (TimeoutException e) {
      fail("a listing must be answered when something comes, not when its wait is over", e);
    }
  }

  @Test
  void anEmptyListingTellsWhereToGoOn() {
    Page<Waiting> page = mailbox(authority).list(new Cursor("0"), 10, Duration.ZERO);

    assertEquals(List.of(), page.items(), "nothing waits");
    assertEquals(new Cursor("0"), page.next(), "an empty page must bring the hub's cursor too");
  }

  @Test
  void keyRecordsAndDirectoryAnswersTravelUnchanged() {
    Octets record = Octets.of(octets(3_000));
    mailbox(school).publish(record);
    mailbox(school).publish(record);

    assertEquals(
        record,
        mailbox(authority).directory(List.of(AUTHORITY, SCHOOL)),
        "key record and directory answer must come out octet for octet, for all parties named");
  }

  @Test
  void renewalIsAnsweredPendingOrRefused() {
    Octets good = Octets.of(new byte[] {1, 9});
    assertEquals(
        Optional.of(good), mailbox(school).renew(good), "a renewal's answer must be carried");
    assertEquals(
        Optional.empty(),
        mailbox(school).renew(Octets.of(new byte[] {2})),
        "a renewal that waits for the certificate authority must be told as empty");
    String check = "a refused renewal must be told as RENEWAL_REFUSED";
    CdsException refused =
        assertThrows(
            CdsException.class, () -> mailbox(school).renew(Octets.of(new byte[] {3})), check);
    assertEquals(ProblemCode.RENEWAL_REFUSED, refused.problem().code(), check);
  }

  @Test
  void enrolmentIsAnsweredPendingOrRefused() {
    Enrolment enrolment = transport().enrolment();

    assertEquals(
        hub.enrolment().identity(),
        enrolment.identity(),
        "the hub's net, party, root and certificates must come out as they are");
    assertEquals(
        Optional.of(new EnrolmentAnswer(mac(), request(1).request())),
        enrolment.enrol(request(1)),
        "an enrolment's answer and its MAC must come out octet for octet");
    assertEquals(
        Optional.empty(),
        enrolment.enrol(request(2)),
        "an enrolment that waits for the certificate authority must be told as empty");
    String check = "a refused enrolment must be told as ENROLMENT_REFUSED";
    CdsException refused =
        assertThrows(CdsException.class, () -> enrolment.enrol(request(3)), check);
    assertEquals(ProblemCode.ENROLMENT_REFUSED, refused.problem().code(), check);
  }
}
