package io.cds.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.store.FeedRow;
import io.cds.api.store.Feeds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@link Feeds}: in order, and once. */
public interface FeedRules extends StoreUnderTest {
  /** The cursor of a party goes by it. */
  @Test
  default void feed_rows_come_in_the_order_of_their_rising_sequences() {
    append(Sample.A, 3, "c");
    append(Sample.A, 1, "a");
    append(Sample.B, 9, "x");
    append(Sample.A, 2, "b");

    List<FeedRow> rows = after(0, 9);

    assertEquals(
        List.of(Sample.key(Sample.B, 3), Sample.key(Sample.B, 1), Sample.key(Sample.B, 2)),
        rows.stream().map(FeedRow::message).toList(),
        "expected this party's rows in the order of insertion");
    assertTrue(
        rows.get(0).sequence() > 0
            && rows.get(0).sequence() < rows.get(1).sequence()
            && rows.get(1).sequence() < rows.get(2).sequence(),
        "sequences must be positive and rise within the party");
    assertEquals(
        List.of(rows.get(1)),
        after(rows.get(0).sequence(), 1),
        "after() must begin behind the sequence and keep to the limit");
    assertEquals(List.of(), after(rows.get(2).sequence(), 9), "nothing more waits");
  }

  /** A repeated fan-out. */
  @Test
  default void a_feed_row_is_appended_once_however_often_it_is_tried() {
    assertTrue(append(Sample.A, 1, "once"), "the first append returns true");
    assertFalse(append(Sample.A, 2, "once"), "the same name in the same party returns false");
    assertTrue(append(Sample.B, 1, "once"), "another party's names are its own");
    assertEquals(1, after(0, 9).size(), "a second append of a name must add nothing");
  }

  /** Who may fetch content. */
  @Test
  default void a_party_holds_the_envelopes_that_wait_for_it_and_no_others() {
    append(Sample.A, 1, "e");
    SignedReceipt receipt = new SignedReceipt(Sample.octets(1));
    Expect.commit(
        store(),
        tx ->
            tx.feeds()
                .append(
                    new FeedRow(Sample.A, 0, Sample.key(Sample.A, 2), Optional.of(receipt)), "r"));

    assertTrue(holds(Sample.A, Sample.key(Sample.B, 1)), "the envelope waits for this party");
    assertFalse(holds(Sample.B, Sample.key(Sample.B, 1)), "it does not wait for the other");
    assertFalse(
        holds(Sample.A, Sample.key(Sample.A, 2)), "a receipt about a message is no envelope");
    assertEquals(
        Optional.of(receipt), after(0, 9).get(1).receipt(), "the receipt comes back as it was");
  }

  /** What expired long ago is let go. */
  @Test
  default void a_forgotten_message_waits_for_nobody_and_the_others_keep_their_places() {
    append(Sample.A, 1, "one");
    append(Sample.A, 2, "two");
    append(Sample.B, 1, "one");
    final FeedRow other = after(0, 9).get(1);
    Expect.commit(store(), tx -> tx.feeds().forget(Sample.A, Sample.key(Sample.B, 1)));
    Expect.commit(store(), tx -> tx.feeds().forget(Sample.A, Sample.key(Sample.B, 7)));

    assertEquals(List.of(other), after(0, 9), "only rows about that message must go");
    assertFalse(holds(Sample.A, Sample.key(Sample.B, 1)), "what was forgotten is not held");
    assertTrue(holds(Sample.B, Sample.key(Sample.B, 1)), "another party's rows stay");
    assertTrue(append(Sample.A, 1, "one"), "its name is free again");
    assertTrue(
        after(0, 9).get(1).sequence() > other.sequence(), "a sequence must never be given twice");
  }

  private boolean append(PartyCode party, int n, String once) {
    return store()
        .transact(
            tx ->
                tx.feeds()
                    .append(
                        new FeedRow(party, 0, Sample.key(Sample.B, n), Optional.empty()), once));
  }

  private List<FeedRow> after(long sequence, int most) {
    return store().transact(tx -> tx.feeds().after(Sample.A, sequence, most));
  }

  private boolean holds(PartyCode party, MessageKey message) {
    return store().transact(tx -> tx.feeds().holds(party, message));
  }
}
