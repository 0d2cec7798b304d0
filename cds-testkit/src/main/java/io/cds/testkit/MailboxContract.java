package io.cds.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/**
 * What every {@link Mailbox} keeps, whichever road leads to the hub: each call may be repeated, a
 * receipt comes after the commit and never changes, nobody sees or settles what is another's.
 * Extend it, and give it a network of real envelopes.
 */
@Timeout(120)
public abstract class MailboxContract extends MailboxScene {
  /** For subclasses. */
  protected MailboxContract() {}

  @Test
  void l01_an_accepted_envelope_waits_for_its_recipient_with_the_same_receipt() throws Exception {
    MessageKey key = nextKey(SCHOOL);
    Envelope envelope = seal(key, 5_000);

    Offer offer = submit(envelope);

    assertEquals(key, offer.key());
    assertEquals(envelope.content().length(), offer.durable());
    assertEquals(1, offer.receipts().size());
    List<Waiting> waiting = everythingWaiting(AUTHORITY);
    assertEquals(1, waiting.size());
    assertEquals(key, waiting.get(0).key());
    assertEquals(envelope.head(), waiting.get(0).head().orElseThrow());
    assertEquals(offer.receipts(), waiting.get(0).receipts());
    assertEquals(envelope.content().length(), waiting.get(0).contentLength());
    assertArrayEquals(octets(envelope.content()), octets(waiting.get(0).content().orElseThrow()));
    assertEquals(offer.receipts(), mailbox(SCHOOL).receipts(key.id()));
  }

  @Test
  void l04_a_repeated_envelope_is_answered_with_the_same_receipt_and_waits_once() {
    Envelope envelope = seal(nextKey(SCHOOL), 100);

    Offer first = submit(envelope);
    Offer second = submit(envelope);
    Offer head = mailbox(SCHOOL).offer(envelope.head());

    assertEquals(first, second);
    assertEquals(first, head);
    assertEquals(1, everythingWaiting(AUTHORITY).size());
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

    assertEquals(keys, offers.stream().map(Offer::key).toList());
    assertTrue(offers.stream().allMatch(o -> o.receipts().size() == 1), offers.toString());
    assertEquals(keys, everythingWaiting(AUTHORITY).stream().map(Waiting::key).toList());
  }

  @Test
  void pages_follow_each_other_without_gap_and_without_repetition() {
    List<MessageKey> keys = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      keys.add(nextKey(SCHOOL));
      submit(seal(keys.get(i), 10));
    }
    Mailbox inbox = mailbox(AUTHORITY);

    List<MessageKey> listed = new ArrayList<>();
    Page<Waiting> page = inbox.list(Cursor.START, 2, Duration.ZERO);
    page.items().forEach(w -> listed.add(w.key()));
    while (page.more()) {
      page = inbox.list(page.next(), 2, Duration.ZERO);
      page.items().forEach(w -> listed.add(w.key()));
    }

    assertEquals(keys, listed);
    Page<Waiting> end = inbox.list(page.next(), 2, Duration.ZERO);
    assertEquals(List.of(), end.items());
    assertEquals(page.next(), end.next());
    assertFalse(end.more());
  }

  @Test
  void pieces_go_on_after_any_interruption_where_the_hub_stands() throws Exception {
    MessageKey key = nextKey(SCHOOL);
    Envelope envelope = seal(key, 2 * Mailbox.PIECE + 777);
    long length = envelope.content().length();

    assertEquals(0, mailbox(SCHOOL).offer(envelope.head()).durable());
    assertEquals(Mailbox.PIECE, append(envelope, key, 0).durable());
    assertEquals(Mailbox.PIECE, mailbox(SCHOOL).offer(envelope.head()).durable());
    assertEquals(Mailbox.PIECE, append(envelope, key, 0).durable());
    assertEquals(Mailbox.PIECE, append(envelope, key, 2 * Mailbox.PIECE).durable());
    Offer last = upload(envelope, key, Mailbox.PIECE);

    assertEquals(length, last.durable());
    assertEquals(1, last.receipts().size());
    assertEquals(last, append(envelope, key, 2 * Mailbox.PIECE));
    assertEquals(last, mailbox(SCHOOL).offer(envelope.head()));
    Waiting waiting = everythingWaiting(AUTHORITY).get(0);
    assertTrue(waiting.content().isEmpty());
    assertEquals(length, waiting.contentLength());
    byte[] all = octets(envelope.content());
    assertArrayEquals(all, fetch(key, 0, length));
    assertArrayEquals(Arrays.copyOfRange(all, 1_000_000, 1_000_099), fetch(key, 1_000_000, 99));
    assertArrayEquals(new byte[0], fetch(key, 5, 0));
  }

  @Test
  void octets_damaged_on_the_way_are_never_accepted_and_never_final() throws Exception {
    MessageKey key = nextKey(SCHOOL);
    Envelope envelope = seal(key, Mailbox.PIECE + 777);
    Source damaged = Source.of(new byte[Mailbox.PIECE]);

    mailbox(SCHOOL).offer(envelope.head());
    mailbox(SCHOOL).append(key.id(), 0, damaged);
    Offer last = append(envelope, key, Mailbox.PIECE);

    assertEquals(List.of(), last.receipts());
    assertTrue(last.problem().isPresent());
    assertEquals(0, last.durable());
    assertEquals(List.of(), everythingWaiting(AUTHORITY));
    assertEquals(1, upload(envelope, key, 0).receipts().size());

    Envelope small = seal(nextKey(SCHOOL), 100);
    byte[] other = octets(small.content());
    other[50] ^= 1;
    assertEquals(List.of(), submit(new Envelope(small.head(), Source.of(other))).receipts());
    assertEquals(1, submit(small).receipts().size());
  }

  @Test
  void another_message_of_an_accepted_id_is_refused_and_the_first_stays() {
    MessageKey key = nextKey(SCHOOL);
    Envelope first = seal(key, 10);
    Envelope second = current().seal(key, 2, clear(20), List.of(AUTHORITY));
    Offer accepted = submit(first);

    Offer conflict = submit(second);

    assertEquals(2, conflict.receipts().size());
    assertEquals(accepted.receipts().get(0), conflict.receipts().get(0));
    assertEquals(conflict, submit(second));
    List<Waiting> waiting = everythingWaiting(AUTHORITY);
    assertEquals(1, waiting.size());
    assertEquals(first.head(), waiting.get(0).head().orElseThrow());
  }

  @Test
  void l02_nobody_hands_in_what_another_party_signed() {
    MessageKey key = nextKey(OTHER_SCHOOL);
    Envelope foreign = seal(key, 10);

    Offer offer = submit(foreign);

    assertEquals(List.of(), offer.receipts());
    assertTrue(offer.problem().isPresent());
    assertEquals(List.of(), everythingWaiting(AUTHORITY));
    assertEquals(1, mailbox(OTHER_SCHOOL).submit(List.of(foreign)).get(0).receipts().size());
  }

  @Test
  void messages_of_two_senders_with_one_id_both_arrive() {
    MessageKey one = nextKey(SCHOOL);
    MessageKey two = new MessageKey(OTHER_SCHOOL, one.id());
    submit(seal(one, 10));
    mailbox(OTHER_SCHOOL).submit(List.of(seal(two, 10)));

    assertEquals(
        List.of(one, two), everythingWaiting(AUTHORITY).stream().map(Waiting::key).toList());
  }

  @Test
  void receipts_come_back_to_the_sender_once_however_often_they_are_posted() {
    MessageKey key = nextKey(SCHOOL);
    Envelope envelope = seal(key, 10);
    Offer accepted = submit(envelope);
    SignedReceipt delivered = current().delivered(key, envelope, AUTHORITY);

    mailbox(AUTHORITY).post(List.of(delivered));
    mailbox(AUTHORITY).post(List.of(delivered, delivered));

    List<Waiting> waiting = everythingWaiting(SCHOOL);
    assertEquals(1, waiting.size());
    assertEquals(key, waiting.get(0).key());
    assertTrue(waiting.get(0).head().isEmpty());
    assertEquals(List.of(delivered), waiting.get(0).receipts());
    List<SignedReceipt> all = new ArrayList<>(accepted.receipts());
    all.add(delivered);
    assertEquals(all, mailbox(SCHOOL).receipts(key.id()));
    assertEquals(all, submit(envelope).receipts());
  }

  @Test
  void nobody_testifies_for_another_or_about_what_it_was_not_handed() {
    MessageKey key = nextKey(SCHOOL);
    Envelope envelope = seal(key, 10);
    submit(envelope);
    SignedReceipt right = current().delivered(key, envelope, AUTHORITY);
    SignedReceipt stranger = current().delivered(key, envelope, OTHER_SCHOOL);

    assertThrows(CdsException.class, () -> mailbox(OTHER_SCHOOL).post(List.of(right)));
    assertThrows(CdsException.class, () -> mailbox(OTHER_SCHOOL).post(List.of(stranger)));
    assertThrows(CdsException.class, () -> mailbox(AUTHORITY).post(List.of(stranger)));

    assertEquals(List.of(), everythingWaiting(SCHOOL));
    assertEquals(1, mailbox(SCHOOL).receipts(key.id()).size());
  }

  @Test
  void unknown_and_foreign_messages_are_answered_alike() {
    MessageKey key = nextKey(SCHOOL);
    submit(seal(key, 10));
    Mailbox stranger = mailbox(OTHER_SCHOOL);
    MessageKey unknown = nextKey(SCHOOL);

    for (MessageKey wanted : List.of(key, unknown)) {
      assertUnknown(() -> stranger.content(wanted, 0, 1).close());
      assertUnknown(() -> stranger.receipts(wanted.id()));
      assertUnknown(() -> stranger.append(wanted.id(), 0, Source.of(new byte[1])));
    }
  }

  private static void assertUnknown(Executable call) {
    assertEquals(
        ProblemCode.UNKNOWN_MESSAGE, assertThrows(CdsException.class, call).problem().code());
  }

  @Test
  void a_listing_that_waits_is_answered_when_something_comes() throws Exception {
    Mailbox inbox = mailbox(AUTHORITY);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      CompletableFuture<Page<Waiting>> page =
          CompletableFuture.supplyAsync(
              () -> inbox.list(Cursor.START, 10, Duration.ofSeconds(30)), thread);
      submit(seal(nextKey(SCHOOL), 10));

      assertEquals(1, page.get(40, TimeUnit.SECONDS).items().size());
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void the_directory_answers_for_parties_and_takes_the_same_question_again() {
    assertTrue(mailbox(SCHOOL).directory(List.of(AUTHORITY, SCHOOL)).length() > 0);
    assertTrue(mailbox(SCHOOL).directory(List.of(AUTHORITY, SCHOOL)).length() > 0);
  }
}
