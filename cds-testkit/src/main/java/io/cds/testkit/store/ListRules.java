package io.cds.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.Cursor;
import io.cds.api.IncomingStatus;
import io.cds.api.OutgoingStatus;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.EnrolmentRow;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyRow;
import io.cds.api.store.StoreTransaction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pages and sorted lists, and the removal of rows. */
public interface ListRules extends StoreUnderTest {
  /** Ids need not rise with the order of insertion. */
  @Test
  default void pages_of_outgoing_messages_go_on_in_the_order_of_insertion() {
    for (int n : new int[] {3, 1, 2}) {
      Expect.commit(store(), tx -> tx.outgoing().insert(Sample.outgoing(Sample.A, n)));
    }
    Expect.commit(store(), tx -> tx.outgoing().insert(Sample.outgoing(Sample.B, 4)));
    Expect.commit(
        store(),
        tx -> tx.outgoing().replace(Sample.outgoing(Sample.A, 3).with(OutgoingStatus.SENT)));

    Page<OutgoingRow> first = store().transact(tx -> tx.outgoing().page(Sample.A, Cursor.START, 2));
    Page<OutgoingRow> second =
        store().transact(tx -> tx.outgoing().page(Sample.A, first.next(), 2));

    String check = "expected the order of insertion, whatever was replaced since";
    assertEquals(
        List.of(Sample.id(3), Sample.id(1)),
        first.items().stream().map(OutgoingRow::id).toList(),
        check);
    assertTrue(first.more(), "one more row waits: more() must be true");
    assertEquals(
        List.of(Sample.id(2)), second.items().stream().map(OutgoingRow::id).toList(), check);
    assertFalse(second.more(), "nothing more waits: more() must be false");
  }

  /** The cursor of an empty page finds what is inserted later. */
  @Test
  default void a_cursor_at_the_end_finds_incoming_messages_that_come_later() {
    Expect.commit(store(), tx -> tx.incoming().insert(Sample.incoming(Sample.A, 2)));
    Cursor end = store().transact(tx -> tx.incoming().page(Sample.A, Cursor.START, 9)).next();
    Page<IncomingRow> empty = store().transact(tx -> tx.incoming().page(Sample.A, end, 9));
    Expect.commit(
        store(),
        tx -> {
          tx.incoming()
              .replace(
                  Sample.incoming(Sample.A, 2).with(IncomingStatus.IMPORTED, Optional.empty()));
          tx.incoming().insert(Sample.incoming(Sample.A, 1));
        });

    Page<IncomingRow> later = store().transact(tx -> tx.incoming().page(Sample.A, empty.next(), 9));

    assertEquals(List.of(), empty.items(), "nothing came after the first page");
    assertEquals(
        List.of(Sample.key(Sample.B, 1)),
        later.items().stream().map(IncomingRow::message).toList(),
        "next() of an empty page must be the place where later rows appear");
  }

  /** Of one message only. */
  @Test
  default void deliveries_of_a_message_are_sorted_by_recipient() {
    PartyCode last = PartyCode.of("a");
    Expect.commit(
        store(),
        tx -> {
          tx.deliveries().insert(Sample.delivery(Sample.A, 1, last));
          tx.deliveries().insert(Sample.delivery(Sample.A, 1, Sample.B));
          tx.deliveries().insert(Sample.delivery(Sample.A, 1, Sample.A));
          tx.deliveries().insert(Sample.delivery(Sample.A, 2, Sample.B));
          tx.deliveries().insert(Sample.delivery(Sample.B, 1, Sample.B));
        });

    assertEquals(
        List.of(Sample.A, Sample.B, last),
        store().transact(tx -> tx.deliveries().of(Sample.A, Sample.id(1))).stream()
            .map(DeliveryRow::recipient)
            .toList(),
        "expected the recipients of this message by code point: digits, capitals, small letters");
  }

  /** Page by page. */
  @Test
  default void parties_are_sorted_and_go_on_after_the_one_that_is_named() {
    PartyCode small = PartyCode.of("a");
    Expect.commit(
        store(),
        tx -> {
          tx.parties().insert(Sample.party(Sample.A, small));
          tx.parties().insert(Sample.party(Sample.A, Sample.B));
          tx.parties().insert(Sample.party(Sample.A, Sample.A));
          tx.parties().insert(Sample.party(Sample.B, Sample.B));
        });
    String check = "expected the owner's parties by code point (binary collation)";
    assertEquals(List.of(Sample.A, Sample.B), partiesAfter(Optional.empty(), 2), check);
    assertEquals(List.of(small), partiesAfter(Optional.of(Sample.B), 2), check);
  }

  private List<PartyCode> partiesAfter(Optional<PartyCode> after, int most) {
    return store().transact(tx -> tx.parties().after(Sample.A, after, most)).stream()
        .map(PartyRow::party)
        .toList();
  }

  /** Only these can be answered. */
  @Test
  default void enrolments_wait_while_they_have_a_request_and_no_answer() {
    EnrolmentRow answered = Sample.enrolment(Sample.A);
    EnrolmentRow waiting = without(Sample.enrolment(Sample.B), false);
    Expect.commit(
        store(),
        tx -> {
          tx.enrolments().insert(answered);
          tx.enrolments().insert(waiting);
          tx.enrolments().insert(without(Sample.enrolment(PartyCode.of("c")), true));
        });

    assertEquals(
        List.of(waiting),
        store().transact(tx -> tx.enrolments().waiting(9)),
        "expected the one with a request and without an answer");
  }

  private static EnrolmentRow without(EnrolmentRow row, boolean request) {
    return new EnrolmentRow(
        row.party(),
        row.code(),
        row.expires(),
        row.failures(),
        request ? Optional.empty() : row.request(),
        Optional.empty(),
        row.version());
  }

  /** Where rows can be removed at all. */
  @Test
  default void a_deleted_row_is_gone_and_deleting_it_again_does_nothing() {
    Expect.commit(
        store(),
        tx -> {
          tx.arrivals().insert(Sample.arrival(Sample.A, 1));
          tx.hubMessages().insert(Sample.hubMessage(Sample.A, 1));
          tx.enrolments().insert(Sample.enrolment(Sample.A));
        });
    Expect.commit(store(), ListRules::deleteAll);
    Expect.commit(store(), ListRules::deleteAll);

    Expect.commit(
        store(),
        tx -> {
          String check = "delete() must remove the row";
          assertTrue(
              tx.arrivals().find(Sample.at(Sample.A, Sample.key(Sample.B, 1))).isEmpty(), check);
          assertTrue(
              tx.hubMessages().find(Sample.at(Sample.A, Sample.key(Sample.A, 1))).isEmpty(), check);
          assertTrue(tx.enrolments().find(Sample.A).isEmpty(), check);
          assertTrue(
              tx.arrivals().insert(Sample.arrival(Sample.A, 1)), "and the key is free again");
        });
  }

  private static void deleteAll(StoreTransaction tx) {
    tx.arrivals().delete(Sample.at(Sample.A, Sample.key(Sample.B, 1)));
    tx.hubMessages().delete(Sample.at(Sample.A, Sample.key(Sample.A, 1)));
    tx.enrolments().delete(Sample.A);
  }
}
