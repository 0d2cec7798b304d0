package io.cds.testkit;

import static io.cds.testkit.StoreFault.breaking;

import io.cds.api.Cursor;
import io.cds.api.Event;
import io.cds.api.OutgoingStatus;
import io.cds.api.Page;
import io.cds.api.envelope.Octets;
import io.cds.api.store.Arrivals;
import io.cds.api.store.Deliveries;
import io.cds.api.store.Enrolments;
import io.cds.api.store.Events;
import io.cds.api.store.Feeds;
import io.cds.api.store.Incomings;
import io.cds.api.store.Keys;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.Outgoings;
import io.cds.api.store.Parties;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.Receipts;
import io.cds.api.store.States;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tables at fault: rows, lists, history, feeds. */
final class RowFaults {
  private RowFaults() {}

  static List<StoreFault> all() {
    List<StoreFault> all = new ArrayList<>(rows());
    all.addAll(lists());
    all.addAll(history());
    all.addAll(feeds());
    return all;
  }

  private static StoreFault outgoing(String rule, String words, String method, Faulty.Fault fault) {
    return breaking(rule, words, "outgoing", Outgoings.class, method, fault);
  }

  private static List<StoreFault> rows() {
    return List.of(
        outgoing(
            "a_row_comes_back_as_it_was_written",
            "Table [outgoing]: a field came back changed",
            "find",
            (right, arguments) ->
                ((Optional<?>) right.with(arguments))
                    .map(row -> ((OutgoingRow) row).with(OutgoingStatus.SEND_FAIL))),
        outgoing(
            "a_second_insert_of_a_key_is_told_and_changes_nothing",
            "insert() of an existing key must return false",
            "insert",
            WrappedStore::yes),
        outgoing(
            "an_insert_of_another_version_than_0_is_refused",
            "insert() of a row of version 1 must be refused",
            "insert",
            (right, arguments) -> true),
        outgoing(
            "a_replacement_writes_every_field_and_raises_the_version_by_one",
            "after replace() every field must be the new one",
            "replace",
            WrappedStore::nothing),
        outgoing(
            "L19_a_replacement_of_a_stale_row_fails_and_changes_nothing",
            "must fail with STALE_LEASE",
            "replace",
            WrappedStore::hidden),
        outgoing(
            "a_replacement_of_a_row_that_is_gone_fails",
            "replace() of a row that is not there must fail",
            "replace",
            WrappedStore::hidden),
        breaking(
            "a_row_of_one_party_is_not_found_in_another_partys_partition",
            "check that party leads the key",
            RowFaults::withoutPartition));
  }

  private static WrappedStore withoutPartition(MemoryStore good) {
    return new WrappedStore(good) {
      @Override
      Object table(String name, Object table) {
        return name.equals("outgoing")
            ? Faulty.with(
                Outgoings.class,
                (Outgoings) table,
                "find",
                (right, arguments) -> {
                  PartyMessage key = (PartyMessage) arguments[0];
                  return ((Outgoings) table)
                      .find(new PartyMessage(key.message().from(), key.message()));
                })
            : table;
      }
    };
  }

  private static List<StoreFault> lists() {
    // Long: one fault after another.
    return List.of(
        outgoing(
            "pages_of_outgoing_messages_go_on_in_the_order_of_insertion",
            "expected the order of insertion",
            "page",
            (right, arguments) -> {
              Page<?> page = (Page<?>) right.with(arguments);
              List<Object> items = new ArrayList<>(page.items());
              Collections.reverse(items);
              return new Page<>(items, page.next(), page.more());
            }),
        breaking(
            "a_cursor_at_the_end_finds_incoming_messages_that_come_later",
            "next() of an empty page must be the place where later rows appear",
            "incoming",
            Incomings.class,
            "page",
            (right, arguments) -> {
              Page<?> page = (Page<?>) right.with(arguments);
              return page.items().isEmpty() ? new Page<>(List.of(), Cursor.START, false) : page;
            }),
        breaking(
            "deliveries_of_a_message_are_sorted_by_recipient",
            "expected the recipients of this message by code point",
            "deliveries",
            Deliveries.class,
            "of",
            WrappedStore::backwards),
        breaking(
            "parties_are_sorted_and_go_on_after_the_one_that_is_named",
            "by code point (binary collation)",
            "parties",
            Parties.class,
            "after",
            WrappedStore::backwards),
        breaking(
            "enrolments_wait_while_they_have_a_request_and_no_answer",
            "expected the one with a request and without an answer",
            "enrolments",
            Enrolments.class,
            "waiting",
            (right, arguments) -> List.of()),
        breaking(
            "a_deleted_row_is_gone_and_deleting_it_again_does_nothing",
            "delete() must remove the row",
            "arrivals",
            Arrivals.class,
            "delete",
            WrappedStore::nothing));
  }

  private static List<StoreFault> history() {
    // Long: one fault after another.
    return List.of(
        receipts(
            "L04_a_receipt_is_kept_once_and_never_replaced",
            "must return false",
            "insert",
            WrappedStore::yes),
        receipts(
            "a_forgotten_message_has_no_receipts_and_may_get_one_again",
            "receipts about that message must go",
            "forget",
            WrappedStore::nothing),
        receipts(
            "receipts_of_a_message_come_in_the_order_of_insertion",
            "in the order of insertion",
            "of",
            WrappedStore::backwards),
        breaking(
            "events_get_rising_sequences_and_come_oldest_first",
            "expected the party's events",
            "events",
            Events.class,
            "after",
            WrappedStore::backwards),
        breaking(
            "an_event_comes_back_as_it_was_written_but_for_its_sequence",
            "a field of an event came back changed",
            "events",
            Events.class,
            "of",
            (right, arguments) ->
                ((List<?>) right.with(arguments)).stream().map(e -> anonymous((Event) e)).toList()),
        breaking(
            "a_key_that_is_put_again_changes_its_state_and_revocation_alone",
            "put() of a known certificate must set state and revocation",
            "keys",
            Keys.class,
            "put",
            onceEach(1)),
        breaking(
            "keys_of_a_party_and_use_come_newest_first",
            "newest notBefore first",
            "keys",
            Keys.class,
            "of",
            WrappedStore::backwards),
        breaking(
            "a_state_has_the_value_that_was_put_last",
            "expected the value that was put last, though it is empty",
            "states",
            States.class,
            "put",
            (right, arguments) ->
                ((Octets) arguments[2]).length() == 0 ? null : right.with(arguments)),
        breaking(
            "a_state_of_64_KiB_fits_and_a_larger_one_is_refused",
            "a state of more than 64 KiB must be refused",
            "states",
            States.class,
            "put",
            WrappedStore::lenient));
  }

  private static StoreFault receipts(String rule, String words, String method, Faulty.Fault fault) {
    return breaking(rule, words, "receipts", Receipts.class, method, fault);
  }

  /** Does it so many times for one store, and then never again. */
  private static Faulty.Fault onceEach(int times) {
    Set<Integer> done = new HashSet<>();
    return (right, arguments) ->
        done.size() < times && done.add(done.size()) ? right.with(arguments) : null;
  }

  private static Event anonymous(Event e) {
    return new Event(
        e.sequence(),
        e.at(),
        e.direction(),
        e.message(),
        e.what(),
        e.recipient(),
        e.from(),
        e.to(),
        "nobody",
        e.problem());
  }

  private static List<StoreFault> feeds() {
    return List.of(
        feed(
            "feed_rows_come_in_the_order_of_their_rising_sequences",
            "in the order of insertion",
            "after",
            WrappedStore::backwards),
        feed(
            "a_feed_row_is_appended_once_however_often_it_is_tried",
            "the same name in the same party returns false",
            "append",
            WrappedStore::yes),
        feed(
            "a_party_holds_the_envelopes_that_wait_for_it_and_no_others",
            "it does not wait for the other",
            "holds",
            (right, arguments) -> true),
        feed(
            "a_forgotten_message_waits_for_nobody_and_the_others_keep_their_places",
            "only rows about that message must go",
            "forget",
            WrappedStore::nothing));
  }

  private static StoreFault feed(String rule, String words, String method, Faulty.Fault fault) {
    return breaking(rule, words, "feeds", Feeds.class, method, fault);
  }
}
