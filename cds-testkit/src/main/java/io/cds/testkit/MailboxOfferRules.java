package io.cds.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.cds.api.MessageKey;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.Waiting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a mailbox keeps when envelopes are handed in; a part of {@link MailboxContract}. */
public abstract class MailboxOfferRules extends MailboxScene {
  /** For the contract. */
  MailboxOfferRules() {}

  @Test
  void l01_an_accepted_envelope_waits_for_its_recipient_with_the_same_receipt() throws Exception {
    MessageKey key = nextKey(SCHOOL);
    Envelope envelope = seal(key, 5_000);

    Offer offer = submit(envelope);

    assertEquals(key, offer.key(), "an answer must name the message that it is about");
    assertEquals(
        envelope.content().length(),
        offer.durable(),
        "the hub holds all octets of what it accepted");
    assertAccepted(offer, "an envelope that is right");
    Waiting waiting = onlyWaiting(AUTHORITY, "what the hub accepted must wait for its recipient");
    assertEquals(key, waiting.key(), "what waits must have its message's key");
    assertEquals(
        envelope.head(),
        head(waiting),
        "routing and manifest must come out octet for octet as they were handed in");
    assertEquals(
        offer.receipts(), waiting.receipts(), "sender and recipient must get the same receipt");
    assertEquals(
        envelope.content().length(), waiting.contentLength(), "the content's length must be told");
    assertArrayEquals(
        octets(envelope.content()),
        octets(
            waiting
                .content()
                .orElseGet(() -> fail("content of at most SMALL must come along with a page"))),
        "content must come out octet for octet as it was handed in");
    assertEquals(
        offer.receipts(),
        mailbox(SCHOOL).receipts(key.id()),
        "receipts() must give what the answer gave");
  }

  private static EnvelopeHead head(Waiting waiting) {
    return waiting.head().orElseGet(() -> fail("an envelope must wait with its head"));
  }

  private static void assertAccepted(Offer offer, String what) {
    assertEquals(
        1, offer.receipts().size(), () -> what + " must be answered with one receipt: " + offer);
  }

  private static void assertNotTaken(Offer offer, String what) {
    assertEquals(List.of(), offer.receipts(), what + " must get no receipt");
    assertTrue(offer.problem().isPresent(), what + " must be answered with the problem");
  }

  @Test
  void l04_a_repeated_envelope_is_answered_with_the_same_receipt_and_waits_once() {
    Envelope envelope = seal(nextKey(SCHOOL), 100);

    Offer first = submit(envelope);
    Offer second = submit(envelope);
    Offer head = mailbox(SCHOOL).offer(envelope.head());

    String check = "the same envelope again must be answered with the same receipt, by ";
    assertEquals(first, second, check + "submit()");
    assertEquals(first, head, check + "offer()");
    onlyWaiting(AUTHORITY, "an envelope that was handed in again must wait once");
  }

  @Test
  void many_envelopes_are_answered_and_listed_in_their_order() {
    List<MessageKey> keys = new ArrayList<>();
    List<Envelope> envelopes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      keys.add(nextKey(SCHOOL));
      envelopes.add(seal(keys.get(i), 10_000 * i));
    }

    List<Offer> offers = mailbox(SCHOOL).submit(envelopes);

    assertEquals(
        keys,
        offers.stream().map(Offer::key).toList(),
        "each envelope must have its answer, in the order of the envelopes");
    offers.forEach(offer -> assertAccepted(offer, "each envelope"));
    assertEquals(
        keys,
        everythingWaiting(AUTHORITY).stream().map(Waiting::key).toList(),
        "envelopes must wait in the order in which they came");
  }

  @Test
  void pieces_go_on_after_any_interruption_where_the_hub_stands() throws Exception {
    MessageKey key = nextKey(SCHOOL);
    Envelope envelope = seal(key, 2 * Mailbox.PIECE + 777);
    long length = envelope.content().length();

    assertEquals(
        0, mailbox(SCHOOL).offer(envelope.head()).durable(), "the hub holds nothing at first");
    assertEquals(Mailbox.PIECE, append(envelope, key, 0).durable(), "the hub holds one piece");
    assertEquals(
        Mailbox.PIECE,
        mailbox(SCHOOL).offer(envelope.head()).durable(),
        "an offer again must say what the hub holds by now");
    assertEquals(
        Mailbox.PIECE,
        append(envelope, key, 0).durable(),
        "a piece that the hub holds must change nothing");
    assertEquals(
        Mailbox.PIECE,
        append(envelope, key, 2 * Mailbox.PIECE).durable(),
        "a piece that leaves a gap must change nothing");
    Offer last = upload(envelope, key, Mailbox.PIECE);

    assertEquals(length, last.durable(), "the hub must hold all octets at the end");
    assertAccepted(last, "the last piece");
    String check = "what was accepted must be answered with the same receipt, by ";
    assertEquals(last, append(envelope, key, 2 * Mailbox.PIECE), check + "append()");
    assertEquals(last, mailbox(SCHOOL).offer(envelope.head()), check + "offer()");
    Waiting waiting = onlyWaiting(AUTHORITY, "what the hub accepted must wait for its recipient");
    assertEquals(
        Optional.empty(), waiting.content(), "longer content than SMALL must not come with a page");
    assertEquals(length, waiting.contentLength(), "the content's length must be told");
    byte[] all = octets(envelope.content());
    assertArrayEquals(all, fetch(key, 0, length), "content must come whole and unchanged");
    assertArrayEquals(
        Arrays.copyOfRange(all, 1_000_000, 1_000_099),
        fetch(key, 1_000_000, 99),
        "a stretch of content must begin and end where it was asked for");
    assertArrayEquals(new byte[0], fetch(key, 5, 0), "a stretch may be empty");
  }

  @Test
  void octets_damaged_on_the_way_are_never_accepted_and_never_final() throws Exception {
    MessageKey key = nextKey(SCHOOL);
    Envelope envelope = seal(key, Mailbox.PIECE + 777);
    Source damaged = Source.of(new byte[Mailbox.PIECE]);

    mailbox(SCHOOL).offer(envelope.head());
    mailbox(SCHOOL).append(key.id(), 0, damaged);
    Offer last = append(envelope, key, Mailbox.PIECE);

    assertNotTaken(last, "content of another SHA-256 than the routing record's");
    assertEquals(0, last.durable(), "damaged content must be dropped, to be handed in anew");
    assertEquals(List.of(), everythingWaiting(AUTHORITY), "damaged content must wait for nobody");
    assertAccepted(upload(envelope, key, 0), "the right content after damaged content");

    Envelope small = seal(nextKey(SCHOOL), 100);
    byte[] other = octets(small.content());
    other[50] ^= 1;
    assertNotTaken(
        submit(new Envelope(small.head(), Source.of(other))), "damaged content in a batch");
    assertAccepted(submit(small), "the right content after damaged content in a batch");
  }

  @Test
  void another_message_of_an_accepted_id_is_refused_and_the_first_stays() {
    MessageKey key = nextKey(SCHOOL);
    Envelope first = seal(key, 10);
    Envelope second = current().seal(key, 2, clear(20), List.of(AUTHORITY));
    Offer accepted = submit(first);

    Offer conflict = submit(second);

    assertEquals(
        2,
        conflict.receipts().size(),
        () -> "another message of that id must get a refusal beside the first's: " + conflict);
    assertEquals(
        accepted.receipts().get(0),
        conflict.receipts().get(0),
        "the first message's receipt must stay as it is");
    assertEquals(conflict, submit(second), "the same refusal must be given again");
    Waiting waiting = onlyWaiting(AUTHORITY, "only the first message must wait");
    assertEquals(first.head(), head(waiting), "the first message must stay as it is");
  }

  @Test
  void l02_nobody_hands_in_what_another_party_signed() {
    MessageKey key = nextKey(OTHER_SCHOOL);
    Envelope foreign = seal(key, 10);

    assertNotTaken(submit(foreign), "an envelope that another party signed");
    assertEquals(
        List.of(), everythingWaiting(AUTHORITY), "what was not accepted must wait for nobody");
    assertAccepted(
        mailbox(OTHER_SCHOOL).submit(List.of(foreign)).get(0), "the same by who signed it");
  }

  @Test
  void messages_of_two_senders_with_one_id_both_arrive() {
    MessageKey one = nextKey(SCHOOL);
    MessageKey two = new MessageKey(OTHER_SCHOOL, one.id());
    submit(seal(one, 10));
    mailbox(OTHER_SCHOOL).submit(List.of(seal(two, 10)));

    assertEquals(
        List.of(one, two),
        everythingWaiting(AUTHORITY).stream().map(Waiting::key).toList(),
        "a message is told apart by sender and id, not by the id alone");
  }
}
