package io.cds.examples.hostile;

import static io.cds.examples.hostile.HostileScene.EDB;
import static io.cds.examples.hostile.HostileScene.EVIL;
import static io.cds.examples.hostile.HostileScene.SCHOOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.CdsException;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.ProblemCode;
import io.cds.api.Watch;
import io.cds.api.ZipReport;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Waiting;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.SealedParts;
import io.cds.examples.format.Der;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Receipts that do not count: fed to the sender, imported, posted to the hub by a recipient, and
 * beside a good message. Each leaves its own reason in the local log and changes nothing; the right
 * one, by the same road afterwards, does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileReceiptsTest {
  private Roads roads;
  private HostileScene scene;

  @BeforeAll
  void begin(@TempDir Path folder) throws IOException {
    roads = new Roads(folder);
    scene = roads.scene;
  }

  @AfterAll
  void end() {
    roads.close();
  }

  @BeforeEach
  void quiet() {
    roads.log.clear();
  }

  @AfterEach
  void nothing_else_is_harmed_or_written() throws IOException {
    roads.assertUnharmed();
  }

  /** One fault of a receipt about a message of 010300 to EDB. */
  record Fault(String name, InvalidReason reason, Making making) {
    /** Makes it of the right one. */
    @FunctionalInterface
    interface Making {
      SignedReceipt of(SignedReceipt good, Mail other, HostileScene scene);
    }

    @Override
    public String toString() {
      return name + ": " + reason;
    }
  }

  static Stream<Fault> receipts() {
    // Long: a table, one row a fault.
    return Stream.of(
        new Fault(
            "a bit of the signature",
            InvalidReason.SIGNATURE,
            (r, o, s) -> new SignedReceipt(Octets.of(Mail.flipped(r.octets(), -1)))),
        new Fault(
            "a bit of the text",
            InvalidReason.CMS_ATTRIBUTES,
            (r, o, s) -> new SignedReceipt(Octets.of(Mail.flipped(r.octets(), 150)))),
        new Fault(
            "trailing octets",
            InvalidReason.CMS_TRAILING,
            (r, o, s) -> new SignedReceipt(Octets.of(Mail.longer(r.octets())))),
        new Fault(
            "truncated",
            InvalidReason.CMS_FORM,
            (r, o, s) -> new SignedReceipt(Octets.of(Mail.cut(r.octets())))),
        new Fault(
            "BER",
            InvalidReason.CMS_FORM,
            (r, o, s) -> new SignedReceipt(Octets.of(Der.indefinite(r.octets().toArray())))),
        new Fault(
            "a routing record in its place",
            InvalidReason.CMS_TYPE,
            (r, o, s) -> new SignedReceipt(o.routing())),
        new Fault(
            "a JSON member twice",
            InvalidReason.JSON_FORM,
            (r, o, s) ->
                s.forger.resigned(
                    r,
                    t -> t.replace("\"v\":1", "\"v\":1,\"v\":1"),
                    s.forger.signer(EDB, KeyUse.TRANSMIT))),
        new Fault(
            "of another hub",
            InvalidReason.WRONG_NET,
            (r, o, s) ->
                s.forger.resigned(
                    r,
                    t -> t.replace(s.hub.identity().net().hex(), "ab".repeat(32)),
                    s.forger.signer(EDB, KeyUse.TRANSMIT))),
        new Fault(
            "of another seal",
            InvalidReason.RECEIPT_MISMATCH,
            (r, o, s) ->
                s.forger.resigned(
                    r,
                    t ->
                        t.replaceAll(
                            "\"routing\":\"[0-9a-f]*\"",
                            "\"routing\":\""
                                + s.real.codec().routingDigest(o.routing()).hex()
                                + "\""),
                    s.forger.signer(EDB, KeyUse.TRANSMIT))),
        new Fault(
            "by a party that is no recipient",
            InvalidReason.RECEIPT_MISMATCH,
            (r, o, s) ->
                s.forger.resigned(
                    r,
                    t -> t.replace("\"by\":\"EDB\"", "\"by\":\"020200\""),
                    s.forger.signer(EVIL, KeyUse.TRANSMIT))),
        new Fault(
            "in the hub's place",
            InvalidReason.RECEIPT_MISMATCH,
            (r, o, s) ->
                s.forger.resigned(
                    r,
                    t -> t.replace("DELIVERED", "EXPIRED"),
                    s.forger.signer(EDB, KeyUse.TRANSMIT))),
        new Fault(
            "by another party's key",
            InvalidReason.SIGNER_WRONG_PARTY,
            (r, o, s) -> s.forger.resigned(r, t -> t, s.forger.signer(SCHOOL, KeyUse.TRANSMIT))),
        new Fault(
            "OPENED by a TRANSMIT key",
            InvalidReason.SIGNER_WRONG_USE,
            (r, o, s) ->
                s.forger.resigned(
                    r,
                    t -> t.replace("DELIVERED", "OPENED"),
                    s.forger.signer(EDB, KeyUse.TRANSMIT))),
        new Fault(
            "by a stranger's valid certificate",
            InvalidReason.SIGNER_UNKNOWN,
            (r, o, s) -> s.forger.resigned(r, t -> t, s.stranger())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("receipts")
  void a_receipt_fed_to_the_sender(Fault fault) throws IOException {
    Mail mail = sent();
    SignedReceipt good = delivered(mail);
    SignedReceipt bad = fault.making().of(good, roads.mail(SCHOOL, EDB, 18), scene);
    roads.log.clear();

    scene.door.serve(
        List.of(new Waiting(mail.key(), Optional.empty(), 0, Optional.empty(), List.of(bad))));
    roads.member(SCHOOL).run();
    assertThat(status(mail)).isEqualTo(OutgoingStatus.SENT);
    roads.assertNamed(fault.reason(), roads.member(SCHOOL).history(mail.key()));
    roads.log.clear();
    assertThat(roads.imported(SCHOOL, roads.receiptZip(mail, bad)).get(0).result())
        .isEqualTo(ZipReport.Result.REFUSED);
    assertThat(status(mail)).isEqualTo(OutgoingStatus.SENT);
    assertThat(roads.log.names(fault.reason())).isTrue();

    scene.door.serve(
        List.of(new Waiting(mail.key(), Optional.empty(), 0, Optional.empty(), List.of(good))));
    roads.member(SCHOOL).run();
    assertThat(status(mail)).isEqualTo(OutgoingStatus.RECEIVED);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("receipts")
  void a_receipt_posted_to_the_hub_by_an_evil_recipient(Fault fault) throws IOException {
    Mail mail = sent();
    SignedReceipt good = delivered(mail);
    SignedReceipt bad = fault.making().of(good, roads.mail(SCHOOL, EDB, 18), scene);
    roads.log.clear();
    byte[] zip = roads.receiptZip(mail, bad);
    Mailbox mailbox = roads.edb().evil(() -> Optional.of(zip), Map.of());

    CdsException told = catchThrowableOfType(CdsException.class, () -> mailbox.post(List.of(good)));

    assertThat(told.problem().code()).isEqualTo(ProblemCode.INVALID_ENVELOPE);
    assertThat(told.toString()).doesNotContain(fault.reason().name());
    assertThat(roads.mailbox(SCHOOL).receipts(mail.key().id())).hasSize(1);
    assertThat(roads.log.names(fault.reason())).isTrue();
    roads.mailbox(EDB).post(List.of(good));
    assertThat(roads.mailbox(SCHOOL).receipts(mail.key().id())).hasSize(2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("receipts")
  void a_bad_receipt_beside_a_good_message_is_dropped_and_the_message_counts(Fault fault)
      throws IOException {
    Mail mail = roads.mail(EVIL, EDB, 19);
    SignedReceipt right = delivered(mail);
    SignedReceipt bad = fault.making().of(right, roads.mail(EVIL, EDB, 20), scene);
    assertThat(roads.result(roads.zip(mail, bad))).isEqualTo(ZipReport.Result.STORED);
    roads.assertOpens(mail, 19);
    assertThat(acceptedAt(mail)).isEmpty();
    assertThat(roads.result(roads.zip(mail, roads.accepted(mail))))
        .isEqualTo(ZipReport.Result.DUPLICATE);
    assertThat(acceptedAt(mail)).isPresent();
  }

  @Test
  void the_accepted_receipt_of_another_message_gives_no_time_and_leaves_its_reason()
      throws IOException {
    Mail mail = roads.mail(EVIL, EDB, 21);
    SignedReceipt others = roads.accepted(roads.mail(EVIL, EDB, 22));
    assertThat(roads.result(roads.zip(mail, others))).isEqualTo(ZipReport.Result.STORED);
    assertThat(acceptedAt(mail)).isEmpty();
    assertThat(roads.log.names(InvalidReason.RECEIPT_MISMATCH)).isTrue();
    assertThat(roads.edb().history(mail.key()))
        .anySatisfy(
            event -> {
              assertThat(event.what()).isEqualTo("RECEIPT_REFUSED");
              assertThat(event.problem().orElseThrow().detail()).isEqualTo("RECEIPT_MISMATCH");
            });
  }

  private Optional<java.time.Instant> acceptedAt(Mail mail) {
    return roads.edb().desk().incoming(mail.key()).orElseThrow().acceptedAt();
  }

  private SignedReceipt delivered(Mail mail) {
    return scene.forger.receipt(
        mail.key(), roads.routing(mail).orElseThrow(), ReceiptEvent.DELIVERED, EDB);
  }

  /** A message that the school's own desk sent, and that EDB has not fetched. */
  private Mail sent() {
    Member school = roads.member(SCHOOL);
    MessageId id =
        school.desk().confirm(Draft.to(EDB, Heading.of("STU", "FORM-A", "離校𠮷"), List.of()));
    assertThat(school.desk().encrypt(id, scene.real.person(), Watch.none()))
        .isEqualTo(new Outcome.Done());
    school.run();
    MessageKey key = new MessageKey(SCHOOL, id);
    Optional<OutgoingRow> row =
        school.store.transact(tx -> tx.outgoing().find(new PartyMessage(SCHOOL, key)));
    SealedParts sealed = row.orElseThrow().sealed().orElseThrow();
    Octets none = Octets.of(new byte[0]);
    return new Mail(key, sealed.head().routing(), sealed.head().manifest(), none);
  }

  private OutgoingStatus status(Mail mail) {
    return roads.member(SCHOOL).desk().outgoing(mail.key().id()).orElseThrow().status();
  }
}
