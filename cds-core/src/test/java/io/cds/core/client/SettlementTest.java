package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.ContentRef;
import io.cds.api.EncryptionLevel;
import io.cds.api.Event;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.Priority;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Role;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.RefusalCode;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.store.ClearFields;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.SealedParts;
import io.cds.testkit.ManualClock;
import io.cds.testkit.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettlementTest {
  private static final PartyCode SCHOOL = PartyCode.of("010300");
  private static final PartyCode HUB = PartyCode.of("HUB");
  private static final PartyCode EDB = PartyCode.of("EDB");
  private static final PartyCode SFO = PartyCode.of("SFO");
  private static final Instant NOW = Instant.parse("2026-09-01T08:00:00Z");
  private static final Sha256 ROUTING = new Sha256("ab".repeat(32));
  private static final MessageId ID = MessageId.of("01990a00-0000-7000-8000-000000000001");
  private static final MessageKey MESSAGE = new MessageKey(SCHOOL, ID);

  private final MemoryStore store = new MemoryStore(ManualClock.at(NOW));

  @Test
  void L19_receipts_in_any_order_lead_to_the_same_statuses() {
    List<ReceiptRow> receipts =
        List.of(
            receipt(ReceiptEvent.ACCEPTED, HUB, ROUTING),
            receipt(ReceiptEvent.DELIVERED, EDB, ROUTING),
            receipt(ReceiptEvent.OPENED, EDB, ROUTING),
            receipt(ReceiptEvent.DELIVERED, SFO, ROUTING));
    for (int shift = 0; shift < receipts.size(); shift++) {
      MemoryStore fresh = new MemoryStore(ManualClock.at(NOW));
      insert(fresh, OutgoingStatus.PROCESSING);
      List<ReceiptRow> turned = new ArrayList<>(receipts);
      Collections.rotate(turned, shift);
      Collections.reverse(turned);
      turned.forEach(receipt -> settle(fresh, receipt));
      assertThat(status(fresh)).isEqualTo(OutgoingStatus.RECEIVED);
      assertThat(delivery(fresh, EDB).openedAt()).contains(NOW);
      assertThat(delivery(fresh, SFO).openedAt()).isEmpty();
    }
  }

  @Test
  void a_message_is_received_only_when_every_recipient_has_it() {
    insert(store, OutgoingStatus.PROCESSING);
    settle(store, receipt(ReceiptEvent.ACCEPTED, HUB, ROUTING));
    settle(store, receipt(ReceiptEvent.DELIVERED, EDB, ROUTING));
    assertThat(status(store)).isEqualTo(OutgoingStatus.SENT);
    assertThat(delivery(store, EDB).status()).isEqualTo(OutgoingStatus.RECEIVED);
    settle(store, receipt(ReceiptEvent.DELIVERED, SFO, ROUTING));
    assertThat(status(store)).isEqualTo(OutgoingStatus.RECEIVED);
  }

  @Test
  void a_refusal_by_the_hub_fails_it_at_once_with_the_code() {
    insert(store, OutgoingStatus.PROCESSING);
    settle(store, receipt(ReceiptEvent.REFUSED, HUB, ROUTING));
    assertThat(status(store)).isEqualTo(OutgoingStatus.SEND_FAIL);
    assertThat(delivery(store, EDB).refusal()).contains(RefusalCode.POLICY);
    assertThat(row(store).lastProblem())
        .hasValueSatisfying(p -> assertThat(p.code()).isEqualTo(ProblemCode.REFUSED));
  }

  @Test
  void a_refusal_after_delivery_marks_the_recipient_and_keeps_the_status() {
    insert(store, OutgoingStatus.PROCESSING);
    settle(store, receipt(ReceiptEvent.ACCEPTED, HUB, ROUTING));
    settle(store, receipt(ReceiptEvent.DELIVERED, EDB, ROUTING));
    settle(store, receipt(ReceiptEvent.DELIVERED, SFO, ROUTING));
    settle(store, receipt(ReceiptEvent.REFUSED, EDB, ROUTING));
    assertThat(status(store)).isEqualTo(OutgoingStatus.RECEIVED);
    assertThat(delivery(store, EDB).refusal()).contains(RefusalCode.POLICY);
  }

  @Test
  void a_receipt_settles_a_message_whose_attempts_were_used_up() {
    insert(store, OutgoingStatus.SEND_FAIL);
    settle(store, receipt(ReceiptEvent.DELIVERED, EDB, ROUTING));
    assertThat(status(store)).isEqualTo(OutgoingStatus.SEND_FAIL);
    assertThat(row(store).lastProblem()).isPresent();
    settle(store, receipt(ReceiptEvent.DELIVERED, SFO, ROUTING));
    assertThat(status(store)).isEqualTo(OutgoingStatus.RECEIVED);
    assertThat(row(store).lastProblem()).isEmpty();
  }

  @Test
  void a_receipt_for_another_routing_record_settles_nothing() {
    insert(store, OutgoingStatus.PROCESSING);
    settle(store, receipt(ReceiptEvent.ACCEPTED, HUB, new Sha256("cd".repeat(32))));
    assertThat(status(store)).isEqualTo(OutgoingStatus.PROCESSING);
  }

  @Test
  void L04_the_same_receipt_again_writes_no_second_line_into_the_history() {
    insert(store, OutgoingStatus.PROCESSING);
    settle(store, receipt(ReceiptEvent.ACCEPTED, HUB, ROUTING));
    int lines = store.transact(tx -> tx.events().of(SCHOOL, MESSAGE)).size();
    settle(store, receipt(ReceiptEvent.ACCEPTED, HUB, ROUTING));
    List<Event> events = store.transact(tx -> tx.events().of(SCHOOL, MESSAGE));
    assertThat(events).hasSize(lines);
  }

  private static void settle(MemoryStore store, ReceiptRow receipt) {
    store.transact(
        tx -> {
          tx.receipts().insert(receipt);
          OutgoingRow row = tx.outgoing().find(new PartyMessage(SCHOOL, MESSAGE)).orElseThrow();
          new Settlement(SCHOOL, HUB).settle(tx, row);
          return row;
        });
  }

  private static OutgoingRow row(MemoryStore store) {
    return store
        .transact(tx -> tx.outgoing().find(new PartyMessage(SCHOOL, MESSAGE)))
        .orElseThrow();
  }

  private static OutgoingStatus status(MemoryStore store) {
    return row(store).status();
  }

  private static DeliveryRow delivery(MemoryStore store, PartyCode recipient) {
    DeliveryRow.Key key = new DeliveryRow.Key(SCHOOL, ID, recipient);
    return store.transact(tx -> tx.deliveries().find(key)).orElseThrow();
  }

  private static ReceiptRow receipt(ReceiptEvent event, PartyCode by, Sha256 routing) {
    Optional<RefusalCode> code =
        event == ReceiptEvent.REFUSED ? Optional.of(RefusalCode.POLICY) : Optional.empty();
    ReceiptText text =
        new ReceiptText(new Sha256("00".repeat(32)), ID, SCHOOL, routing, event, NOW, by, code);
    Octets octets = Octets.of((event + " " + by + " " + routing).getBytes(StandardCharsets.UTF_8));
    return new ReceiptRow(SCHOOL, text, new SignedReceipt(octets));
  }

  private static void insert(MemoryStore store, OutgoingStatus status) {
    // Long: the parts of two rows, one a line.
    Octets none = Octets.of(new byte[0]);
    EnvelopeHead head = new EnvelopeHead(none, Optional.empty(), none);
    SealedParts sealed =
        new SealedParts(1, head, ROUTING, new ContentRef("c", 0), NOW.plus(Duration.ofDays(90)));
    OutgoingRow row =
        new OutgoingRow(
            SCHOOL,
            ID,
            status,
            "clerk",
            NOW,
            false,
            Duration.ofDays(90),
            new ClearFields(
                "S",
                "T",
                Priority.NORMAL,
                EncryptionLevel.GENERAL,
                Optional.empty(),
                Optional.empty()),
            none,
            List.of(),
            Optional.of(sealed),
            1,
            Optional.of(NOW),
            Optional.of(Problem.of(ProblemCode.HUB_UNREACHABLE)),
            false,
            0);
    store.transact(
        tx -> {
          tx.outgoing().insert(row);
          for (PartyCode recipient : List.of(EDB, SFO)) {
            tx.deliveries()
                .insert(
                    new DeliveryRow(
                        SCHOOL,
                        ID,
                        recipient,
                        Role.ORIGINAL,
                        status,
                        Optional.empty(),
                        Optional.empty(),
                        0));
          }
          return row;
        });
  }
}
