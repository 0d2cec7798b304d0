package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Event;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.OutgoingStatus;
import io.cds.api.Watch;
import io.cds.api.ZipReport;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.RefusalCode;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.VaultKey;
import io.cds.api.spi.ZipWriter;
import io.cds.api.store.PartyMessage;
import io.cds.testkit.fake.FakeVault;
import io.cds.testkit.network.Station;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Receipts that come by whichever road and do not count. */
class HostileReceiptTest {
  private final Scene scene = Scene.create();
  private final MessageId id = scene.sealed(scene.draft());

  @Test
  void a_true_receipt_by_zip_settles_a_message() throws IOException {
    assertThat(taken(receipt(scene.edb(), id, ReceiptEvent.DELIVERED, routing(id))))
        .isEqualTo(ZipReport.Result.RECEIPTS);
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.RECEIVED);
  }

  @Test
  void L02_a_receipt_by_a_party_that_is_no_recipient_changes_nothing() throws IOException {
    Station stranger = scene.network().registered("SFO");
    assertRefused(receipt(stranger, id, ReceiptEvent.DELIVERED, routing(id)));
  }

  @Test
  void a_receipt_about_another_seal_of_the_message_changes_nothing() throws IOException {
    assertRefused(receipt(scene.edb(), id, ReceiptEvent.DELIVERED, new Sha256("ab".repeat(32))));
  }

  @Test
  void a_receipt_about_another_message_changes_nothing() throws IOException {
    MessageId other = scene.sealed(scene.draft());
    assertRefused(receipt(scene.edb(), id, ReceiptEvent.DELIVERED, routing(other)));
    assertThat(scene.status(other)).isEqualTo(OutgoingStatus.PROCESSING);
  }

  @Test
  void a_recipient_cannot_testify_in_the_hubs_place() throws IOException {
    assertRefused(receipt(scene.edb(), id, ReceiptEvent.ACCEPTED, routing(id)));
    assertRefused(receipt(scene.edb(), id, ReceiptEvent.EXPIRED, routing(id)));
  }

  @Test
  void a_receipt_about_somebody_elses_message_is_not_taken() throws IOException {
    Station other = scene.network().registered("020200");
    SignedReceipt receipt = receipt(scene.edb(), id, ReceiptEvent.DELIVERED, routing(id));
    assertThat(read(other, receipt).entries().get(0).result()).isEqualTo(ZipReport.Result.REFUSED);
  }

  @Test
  void a_wrong_receipt_leaves_its_reason_in_the_history() throws IOException {
    assertRefused(receipt(scene.edb(), id, ReceiptEvent.DELIVERED, new Sha256("ab".repeat(32))));
    List<Event> history = scene.school().desk().history(scene.key(id));
    Event last = history.get(history.size() - 1);
    assertThat(last.what()).isEqualTo("RECEIPT_REFUSED");
    assertThat(last.problem())
        .hasValueSatisfying(p -> assertThat(p.detail()).isEqualTo("RECEIPT_MISMATCH"));
  }

  @Test
  void a_recipients_signed_refusal_over_the_hub_fails_the_message_with_its_code() {
    scene.school().run();
    SignedReceipt refusal = receipt(scene.edb(), id, ReceiptEvent.REFUSED, routing(id));
    scene.network().hub().mailbox(scene.edb().party()).post(List.of(refusal));
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SEND_FAIL);
    assertThat(scene.sent(id).deliveries().get(0).refusal()).contains("UNREADABLE");
  }

  private void assertRefused(SignedReceipt receipt) throws IOException {
    assertThat(taken(receipt)).isEqualTo(ZipReport.Result.REFUSED);
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.PROCESSING);
    assertThat(
            scene
                .school()
                .store()
                .<Integer>transact(
                    tx -> tx.receipts().of(scene.school().party(), scene.key(id)).size()))
        .isZero();
  }

  private ZipReport.Result taken(SignedReceipt receipt) throws IOException {
    return read(scene.school(), receipt).entries().get(0).result();
  }

  private ZipReport read(Station station, SignedReceipt receipt) throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    ZipWriter writer = codec().zipWriter(zip, ZipForm.FILE);
    writer.receipts(id, List.of(receipt));
    writer.finish();
    return station.desk().importZip(new ByteArrayInputStream(zip.toByteArray()), Watch.none());
  }

  private SignedReceipt receipt(Station by, MessageId message, ReceiptEvent event, Sha256 routing) {
    KeyUse use = event == ReceiptEvent.OPENED ? KeyUse.SIGN : KeyUse.TRANSMIT;
    KeyAccess access = use == KeyUse.SIGN ? FakeVault.PERSON : FakeVault.MACHINE;
    VaultKey key =
        by.vault().keys(by.party()).stream()
            .filter(k -> k.ref().use() == use)
            .findFirst()
            .orElseThrow();
    Optional<RefusalCode> code =
        event == ReceiptEvent.REFUSED ? Optional.of(RefusalCode.UNREADABLE) : Optional.empty();
    ReceiptText text =
        new ReceiptText(
            scene.network().hub().identity().net(),
            message,
            scene.school().party(),
            routing,
            event,
            scene.clock().instant(),
            by.party(),
            code);
    return codec().receipt(text, key, by.vault(), access);
  }

  private Sha256 routing(MessageId message) {
    PartyMessage key = new PartyMessage(scene.school().party(), scene.key(message));
    return scene
        .school()
        .store()
        .transact(tx -> tx.outgoing().find(key))
        .flatMap(row -> row.sealed())
        .orElseThrow()
        .routing();
  }

  private EnvelopeCodec codec() {
    return scene.network().cryptography().codec();
  }
}
