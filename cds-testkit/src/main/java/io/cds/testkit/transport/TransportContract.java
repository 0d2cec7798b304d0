package io.cds.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.Transport;
import io.cds.api.spi.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

    assertEquals(5_000, offer.durable());
    assertEquals(1, offer.receipts().size());
    Waiting waiting = page.items().get(0);
    assertEquals(offer.key(), waiting.key());
    assertEquals(Optional.of(envelope.head()), waiting.head());
    assertEquals(offer.receipts(), waiting.receipts());
    assertArrayEquals(content, waiting.content().orElseThrow().open().readAllBytes());
    assertFalse(page.more());
  }

  @Test
  void l04TheSameEnvelopeTwiceIsAnsweredWithTheSameReceipts() throws Exception {
    Envelope envelope = envelope(SCHOOL, nextId(), octets(10), AUTHORITY);

    Offer first = mailbox(school).submit(List.of(envelope)).get(0);
    Offer second = mailbox(school).submit(List.of(envelope)).get(0);

    assertEquals(first, second);
    assertEquals(1, mailbox(authority).list(Cursor.START, 100, Duration.ZERO).items().size());
  }

  @Test
  void aHundredEnvelopesAreAnsweredInTheirOrder() throws Exception {
    List<Envelope> envelopes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      envelopes.add(envelope(SCHOOL, nextId(), octets(100_000 + i), AUTHORITY));
    }

    List<Offer> offers = mailbox(school).submit(envelopes);

    for (int i = 0; i < 100; i++) {
      assertEquals(100_000 + i, offers.get(i).durable());
    }
    assertEquals(100, everythingWaiting(authority).size());
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
    assertEquals(Mailbox.PIECE, resumed.durable());
    assertEquals(List.of(), resumed.receipts());
    assertEquals(Mailbox.PIECE, afterwards.append(id, 0, piece(content, 0)).durable());
    afterwards.append(id, Mailbox.PIECE, piece(content, Mailbox.PIECE));
    Offer last = afterwards.append(id, 2L * Mailbox.PIECE, piece(content, 2 * Mailbox.PIECE));

    assertEquals(content.length, last.durable());
    assertEquals(1, last.receipts().size());
    Waiting waiting = mailbox(authority).list(Cursor.START, 1, Duration.ZERO).items().get(0);
    assertEquals(content.length, waiting.contentLength());
    assertEquals(Optional.empty(), waiting.content());
    assertArrayEquals(content, fetch(waiting.key(), 0, content.length));
    assertArrayEquals(
        Arrays.copyOfRange(content, 1_000_000, 1_000_099), fetch(waiting.key(), 1_000_000, 99));
    assertArrayEquals(new byte[0], fetch(waiting.key(), 5, 0));
  }

  @Test
  void aMessageWithoutContentTravels() throws Exception {
    Offer offer =
        mailbox(school).submit(List.of(envelope(SCHOOL, nextId(), new byte[0], AUTHORITY))).get(0);

    assertEquals(1, offer.receipts().size());
    assertEquals(0, everythingWaiting(authority).get(0).content().orElseThrow().length());
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
    assertEquals(2, all.size());
    assertEquals(delivered, all.get(1));
    List<Waiting> waiting = everythingWaiting(school);
    assertEquals(1, waiting.size());
    assertEquals(new MessageKey(SCHOOL, id), waiting.get(0).key());
    assertEquals(List.of(delivered), waiting.get(0).receipts());
    assertEquals(Optional.empty(), waiting.get(0).head());
  }

  @Test
  void messagesOfTwoSendersWithOneIdBothArrive() throws Exception {
    MessageId id = nextId();
    mailbox(school).submit(List.of(envelope(SCHOOL, id, octets(1), AUTHORITY)));
    mailbox(otherSchool).submit(List.of(envelope(OTHER_SCHOOL, id, octets(2), AUTHORITY)));

    List<MessageKey> keys = everythingWaiting(authority).stream().map(Waiting::key).toList();

    assertEquals(List.of(new MessageKey(SCHOOL, id), new MessageKey(OTHER_SCHOOL, id)), keys);
  }

  @Test
  void aListingThatWaitsIsAnsweredWhenSomethingComes() throws Exception {
    Mailbox waiting = mailbox(authority);
    CompletableFuture<Page<Waiting>> page =
        CompletableFuture.supplyAsync(() -> waiting.list(Cursor.START, 10, Duration.ofSeconds(20)));

    hub.awaitListener();
    mailbox(school).submit(List.of(envelope(SCHOOL, nextId(), octets(3), AUTHORITY)));

    assertEquals(1, page.get(30, TimeUnit.SECONDS).items().size());
  }

  @Test
  void anEmptyListingTellsWhereToGoOn() {
    Page<Waiting> page = mailbox(authority).list(new Cursor("0"), 10, Duration.ZERO);

    assertEquals(List.of(), page.items());
    assertEquals(new Cursor("0"), page.next());
  }

  @Test
  void keyRecordsAndDirectoryAnswersTravelUnchanged() {
    Octets record = Octets.of(octets(3_000));
    mailbox(school).publish(record);
    mailbox(school).publish(record);

    assertEquals(record, mailbox(authority).directory(List.of(AUTHORITY, SCHOOL)));
  }

  @Test
  void renewalIsAnsweredPendingOrRefused() {
    Octets good = Octets.of(new byte[] {1, 9});
    assertEquals(Optional.of(good), mailbox(school).renew(good));
    assertEquals(Optional.empty(), mailbox(school).renew(Octets.of(new byte[] {2})));
    CdsException refused =
        assertThrows(CdsException.class, () -> mailbox(school).renew(Octets.of(new byte[] {3})));
    assertEquals(ProblemCode.RENEWAL_REFUSED, refused.problem().code());
  }

  @Test
  void enrolmentIsAnsweredPendingOrRefused() {
    Transport transport = transport();
    HubIdentity identity = transport.enrolment().identity();

    assertEquals(hub.enrolment().identity(), identity);
    assertEquals(
        Optional.of(new EnrolmentAnswer(mac(), request(1).request())),
        transport.enrolment().enrol(request(1)));
    assertEquals(Optional.empty(), transport.enrolment().enrol(request(2)));
    CdsException refused =
        assertThrows(CdsException.class, () -> transport.enrolment().enrol(request(3)));
    assertEquals(ProblemCode.ENROLMENT_REFUSED, refused.problem().code());
  }
}
