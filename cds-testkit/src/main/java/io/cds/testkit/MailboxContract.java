package io.cds.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * What every {@link Mailbox} keeps, whichever road leads to the hub: each call may be repeated, a
 * receipt comes after the commit and never changes, nobody sees or settles what is another's.
 * Extend it, and give it a network of real envelopes.
 */
@Timeout(120)
public abstract class MailboxContract extends MailboxOfferRules {
  private static final int MOST_PAGES = 10;

  /** For subclasses. */
  protected MailboxContract() {}

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
    for (int pages = 1; page.more() && pages < MOST_PAGES; pages++) {
      page = inbox.list(page.next(), 2, Duration.ZERO);
      page.items().forEach(w -> listed.add(w.key()));
    }

    assertEquals(keys, listed, "page after page must bring each thing once, oldest first");
    Page<Waiting> end = inbox.list(page.next(), 2, Duration.ZERO);
    assertEquals(List.of(), end.items(), "nothing waits after the last page");
    assertEquals(page.next(), end.next(), "an empty page must give the place that was asked for");
    assertFalse(end.more(), "nothing waits after the last page");
  }

  @Test
  void receipts_come_back_to_the_sender_once_however_often_they_are_posted() {
    MessageKey key = nextKey(SCHOOL);
    Envelope envelope = seal(key, 10);
    Offer accepted = submit(envelope);
    SignedReceipt delivered = current().delivered(key, envelope, AUTHORITY);

    mailbox(AUTHORITY).post(List.of(delivered));
    mailbox(AUTHORITY).post(List.of(delivered, delivered));

    Waiting waiting = onlyWaiting(SCHOOL, "a receipt that was posted again must wait once");
    assertEquals(key, waiting.key(), "a receipt waits under its message");
    assertTrue(waiting.head().isEmpty(), "receipts wait without an envelope");
    assertEquals(List.of(delivered), waiting.receipts(), "a receipt must come octet for octet");
    List<SignedReceipt> all = new ArrayList<>(accepted.receipts());
    all.add(delivered);
    String check = "all receipts of a message must be given, each once, by ";
    assertEquals(all, mailbox(SCHOOL).receipts(key.id()), check + "receipts()");
    assertEquals(all, submit(envelope).receipts(), check + "submit() of the same envelope");
  }

  @Test
  void nobody_testifies_for_another_or_about_what_it_was_not_handed() {
    MessageKey key = nextKey(SCHOOL);
    Envelope envelope = seal(key, 10);
    submit(envelope);
    SignedReceipt right = current().delivered(key, envelope, AUTHORITY);
    SignedReceipt stranger = current().delivered(key, envelope, OTHER_SCHOOL);

    assertRefused(OTHER_SCHOOL, right, "a receipt that another party signed");
    assertRefused(OTHER_SCHOOL, stranger, "a receipt by who is not a recipient");
    assertRefused(AUTHORITY, stranger, "a receipt of who is not a recipient");

    assertEquals(List.of(), everythingWaiting(SCHOOL), "a refused receipt must wait for nobody");
    assertEquals(
        1, mailbox(SCHOOL).receipts(key.id()).size(), "a refused receipt must not be kept");
  }

  private void assertRefused(PartyCode by, SignedReceipt receipt, String what) {
    assertThrows(
        CdsException.class, () -> mailbox(by).post(List.of(receipt)), what + " must be refused");
  }

  @Test
  void unknown_and_foreign_messages_are_answered_alike() {
    MessageKey key = nextKey(SCHOOL);
    submit(seal(key, 10));
    Mailbox stranger = mailbox(OTHER_SCHOOL);
    MessageKey unknown = nextKey(SCHOOL);

    assertAlike(unknown, key, asked -> stranger.content(asked, 0, 1).close());
    assertAlike(unknown, key, asked -> stranger.receipts(asked.id()));
    Source piece = Source.of(new byte[1]);
    assertAlike(unknown, key, asked -> stranger.append(asked.id(), 0, piece));
  }

  private static void assertAlike(
      MessageKey unknown, MessageKey foreign, ThrowingConsumer<MessageKey> question) {
    assertEquals(
        words(unknown, question),
        words(foreign, question),
        "another's message must be answered in the words of one that is not there");
  }

  /** What is answered, but for the id that was asked for. */
  private static String words(MessageKey asked, ThrowingConsumer<MessageKey> question) {
    String check = "a message that is not there, or is another's, must be an UNKNOWN_MESSAGE";
    Problem problem =
        assertThrows(CdsException.class, () -> question.accept(asked), check).problem();
    assertEquals(ProblemCode.UNKNOWN_MESSAGE, problem.code(), check);
    return problem.detail().replace(asked.id().value(), "that id");
  }

  @Test
  void a_listing_that_waits_is_answered_when_something_comes() throws Exception {
    Mailbox inbox = mailbox(AUTHORITY);
    CountDownLatch asking = new CountDownLatch(1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      CompletableFuture<Page<Waiting>> page =
          CompletableFuture.supplyAsync(
              () -> {
                asking.countDown();
                return inbox.list(Cursor.START, 10, patience().multipliedBy(3));
              },
              thread);
      asking.await();
      submit(seal(nextKey(SCHOOL), 10));

      Page<Waiting> came = page.get(patience().toMillis(), TimeUnit.MILLISECONDS);
      assertEquals(1, came.items().size(), "a listing that waits must bring what comes");
    } catch (TimeoutException e) {
      fail("a listing must be answered when something comes, not when its wait is over", e);
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void the_directory_answers_for_parties_and_takes_the_same_question_again() {
    for (String time : List.of("first", "second")) {
      assertTrue(
          mailbox(SCHOOL).directory(List.of(AUTHORITY, SCHOOL)).length() > 0,
          "the directory must answer the same question a " + time + " time");
    }
  }
}
