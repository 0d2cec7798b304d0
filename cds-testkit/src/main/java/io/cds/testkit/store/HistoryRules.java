package io.cds.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.Direction;
import io.cds.api.Event;
import io.cds.api.KeyUse;
import io.cds.api.MessageKey;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.store.ReceiptRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Receipts, events, keys and small values: what is kept for ever, or has one value. */
public interface HistoryRules extends StoreUnderTest {
  /** L04: a duplicate is answered with the stored receipt, so that one must stay. */
  @Test
  default void L04_a_receipt_is_kept_once_and_never_replaced() {
    MessageKey message = Sample.key(Sample.A, 1);
    ReceiptRow row = Sample.receipt(Sample.A, message, ReceiptEvent.DELIVERED);
    ReceiptRow other =
        new ReceiptRow(row.party(), row.text(), new SignedReceipt(Sample.octets(99)));

    assertTrue(Expect.yes(store(), tx -> tx.receipts().insert(row)), "a first insert returns true");
    assertFalse(
        Expect.yes(store(), tx -> tx.receipts().insert(other)),
        "a receipt for the same party, message, routing, signer and event must return false");
    assertEquals(
        List.of(row),
        store().transact(tx -> tx.receipts().of(Sample.A, message)),
        "the first receipt must stay, octet for octet");
  }

  /** What expired long ago is let go. */
  @Test
  default void a_forgotten_message_has_no_receipts_and_may_get_one_again() {
    MessageKey message = Sample.key(Sample.A, 1);
    ReceiptRow row = Sample.receipt(Sample.A, message, ReceiptEvent.DELIVERED);
    ReceiptRow other = Sample.receipt(Sample.A, Sample.key(Sample.A, 2), ReceiptEvent.DELIVERED);
    Expect.commit(store(), tx -> tx.receipts().insert(row));
    Expect.commit(store(), tx -> tx.receipts().insert(other));
    Expect.commit(store(), tx -> tx.receipts().forget(Sample.A, message));
    Expect.commit(store(), tx -> tx.receipts().forget(Sample.B, other.text().key()));

    assertEquals(
        List.of(),
        store().transact(tx -> tx.receipts().of(Sample.A, message)),
        "receipts about that message must go");
    assertEquals(
        List.of(other),
        store().transact(tx -> tx.receipts().of(Sample.A, other.text().key())),
        "receipts about other messages and of other parties must stay");
    assertTrue(Expect.yes(store(), tx -> tx.receipts().insert(row)), "it may be kept again");
  }

  /** As an archive shows them. */
  @Test
  default void receipts_of_a_message_come_in_the_order_of_insertion() {
    MessageKey message = Sample.key(Sample.A, 1);
    List<ReceiptRow> rows =
        List.of(
            Sample.receipt(Sample.A, message, ReceiptEvent.REFUSED),
            Sample.receipt(Sample.A, message, ReceiptEvent.ACCEPTED),
            Sample.receipt(Sample.A, message, ReceiptEvent.DELIVERED));
    rows.forEach(row -> Expect.commit(store(), tx -> tx.receipts().insert(row)));
    Expect.commit(
        store(),
        tx -> {
          tx.receipts().insert(Sample.receipt(Sample.B, message, ReceiptEvent.ACCEPTED));
          tx.receipts()
              .insert(Sample.receipt(Sample.A, Sample.key(Sample.A, 2), ReceiptEvent.ACCEPTED));
        });

    assertEquals(
        rows,
        store().transact(tx -> tx.receipts().of(Sample.A, message)),
        "expected this party's receipts about this message, in the order of insertion");
  }

  /** Append only. */
  @Test
  default void events_get_rising_sequences_and_come_oldest_first() {
    MessageKey one = Sample.key(Sample.A, 1);
    MessageKey two = Sample.key(Sample.B, 2);
    Expect.commit(
        store(),
        tx -> {
          tx.events().append(Sample.A, Sample.event(one, "FIRST"));
          tx.events().append(Sample.A, Sample.event(two, "SECOND"));
          tx.events().append(Sample.B, Sample.event(one, "ELSEWHERE"));
        });
    Expect.commit(store(), tx -> tx.events().append(Sample.A, Sample.event(one, "THIRD")));

    List<Event> all = store().transact(tx -> tx.events().after(Sample.A, 0, 9));
    assertEquals(List.of("FIRST", "SECOND", "THIRD"), whats(all), "expected the party's events");
    assertTrue(
        all.get(0).sequence() > 0
            && all.get(0).sequence() < all.get(1).sequence()
            && all.get(1).sequence() < all.get(2).sequence(),
        "sequences must be positive and rise within the party");
    assertEquals(
        List.of("SECOND"),
        whats(store().transact(tx -> tx.events().after(Sample.A, all.get(0).sequence(), 1))),
        "after() must begin behind the sequence and keep to the limit");
    assertEquals(
        List.of("FIRST", "THIRD"),
        whats(store().transact(tx -> tx.events().of(Sample.A, one))),
        "of() must give the events of this message in this party's partition");
  }

  /** Every field. */
  @Test
  default void an_event_comes_back_as_it_was_written_but_for_its_sequence() {
    Event event = Sample.event(Sample.key(Sample.A, 1), "CONFIRMED");
    Event bare =
        new Event(
            77,
            event.at(),
            Direction.INCOMING,
            event.message(),
            "BARE",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "-",
            Optional.empty());
    Expect.commit(
        store(),
        tx -> {
          tx.events().append(Sample.A, event);
          tx.events().append(Sample.A, bare);
        });
    List<Event> found =
        store().transact(tx -> tx.events().of(Sample.A, event.message())).stream()
            .map(HistoryRules::withoutSequence)
            .toList();
    assertEquals(
        List.of(event, withoutSequence(bare)), found, "a field of an event came back changed");
  }

  private static Event withoutSequence(Event e) {
    return new Event(
        0,
        e.at(),
        e.direction(),
        e.message(),
        e.what(),
        e.recipient(),
        e.from(),
        e.to(),
        e.actor(),
        e.problem());
  }

  private static List<String> whats(List<Event> events) {
    return events.stream().map(Event::what).toList();
  }

  /** Old messages need the certificate as it was. */
  @Test
  default void a_key_that_is_put_again_changes_its_state_and_revocation_alone() {
    KnownKey key = Sample.knownKey(Sample.B, 1, Sample.T);
    KnownKey revoked =
        new KnownKey(
            Sample.A,
            KeyUse.SIGN,
            KeyState.REVOKED,
            Sample.octets(50),
            key.digest(),
            Sample.T.plusSeconds(9),
            Sample.T.plusSeconds(10),
            Optional.of(Sample.T.plusSeconds(2)),
            Optional.of(Sample.T.plusSeconds(1)));
    Expect.commit(store(), tx -> tx.keys().put(Sample.A, key));
    Expect.commit(store(), tx -> tx.keys().put(Sample.A, revoked));

    KnownKey expected =
        new KnownKey(
            Sample.B,
            KeyUse.OPEN,
            KeyState.REVOKED,
            key.certificate(),
            key.digest(),
            key.notBefore(),
            key.notAfter(),
            revoked.revokedAt(),
            revoked.invalidSince());
    assertEquals(
        Optional.of(expected),
        store().transact(tx -> tx.keys().find(Sample.A, key.digest())),
        "put() of a known certificate must set state and revocation and nothing else");
    assertEquals(
        Optional.empty(),
        store().transact(tx -> tx.keys().find(Sample.B, key.digest())),
        "another owner's directory must not have it");
  }

  /** The newest is tried first. */
  @Test
  default void keys_of_a_party_and_use_come_newest_first() {
    KnownKey old = Sample.knownKey(Sample.B, 1, Sample.T);
    KnownKey young = Sample.knownKey(Sample.B, 2, Sample.T.plus(Duration.ofDays(1)));
    Expect.commit(
        store(),
        tx -> {
          tx.keys().put(Sample.A, old);
          tx.keys().put(Sample.A, young);
          tx.keys().put(Sample.A, Sample.knownKey(Sample.A, 3, Sample.T));
          tx.keys().put(Sample.B, Sample.knownKey(Sample.B, 4, Sample.T));
        });
    assertEquals(
        List.of(young, old),
        store().transact(tx -> tx.keys().of(Sample.A, Sample.B, KeyUse.OPEN)),
        "expected the owner's keys of this party and use, newest notBefore first");
    assertEquals(
        List.of(),
        store().transact(tx -> tx.keys().of(Sample.A, Sample.B, KeyUse.SIGN)),
        "a key of another use must not be given");
  }

  /** Such as a cursor. */
  @Test
  default void a_state_has_the_value_that_was_put_last() {
    String name = "游標" + Sample.HAN;
    Expect.commit(store(), tx -> tx.states().put(Sample.A, name, Sample.octets(1)));
    Expect.commit(store(), tx -> tx.states().put(Sample.A, name, Octets.of(new byte[0])));
    Expect.commit(store(), tx -> tx.states().put(Sample.B, name, Sample.octets(3)));

    assertEquals(
        Optional.of(Octets.of(new byte[0])),
        store().transact(tx -> tx.states().find(Sample.A, name)),
        "expected the value that was put last, though it is empty");
    assertEquals(
        Optional.empty(),
        store().transact(tx -> tx.states().find(Sample.A, "other")),
        "a name that was never put has no value");
  }

  /** Larger things are content. */
  @Test
  default void a_state_of_64_KiB_fits_and_a_larger_one_is_refused() {
    Octets most = Octets.of(new byte[64 * 1024]);
    Octets more = Octets.of(new byte[64 * 1024 + 1]);
    Expect.commit(store(), tx -> tx.states().put(Sample.A, "s", most));
    assertEquals(Optional.of(most), store().transact(tx -> tx.states().find(Sample.A, "s")));
    assertThrows(
        IllegalArgumentException.class,
        () -> Expect.commit(store(), tx -> tx.states().put(Sample.A, "s", more)),
        "a state of more than 64 KiB must be refused");
  }
}
