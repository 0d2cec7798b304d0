package io.cds.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Attachment;
import io.cds.api.AttachmentView;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.IncomingStatus;
import io.cds.api.KeyAccess;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.OpenedMessage;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Recipient;
import io.cds.api.Role;
import io.cds.api.Settings;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.ZipReport;
import io.cds.api.spi.ImportResult;
import io.cds.api.store.Store;
import io.cds.testkit.ManualClock;
import io.cds.testkit.MemoryStore;
import io.cds.testkit.network.Exchange;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A hub, a school and an authority in one JVM, with real cryptography and every road. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholePathTest {
  private static final Outcome DONE = new Outcome.Done();

  /** Names as they are written: beyond the BMP, a compatibility ideograph, private use (HKSCS). */
  private static final String PUPILS =
      "010300,陳\uD842\uDFB7\uD867\uDE3D,離校\n010300,\uF9DC\uE001,離校\n";

  private static final String FILE_NAME = "表格甲-\uD842\uDFB7\uD867\uDE3D-\uF9DC.csv";

  final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  private Network network;
  private KeyAccess person;
  private Station school;
  private Station edb;

  @BeforeAll
  void register(@TempDir Path folder) {
    Settings settings =
        Settings.defaults().retrying(3, Duration.ofSeconds(30), Duration.ofMinutes(5));
    network = new Network(new RealCryptography(folder, clock), clock, settings, this::store);
    person = network.cryptography().person();
    school = network.registered("010300");
    edb = network.registered("EDB");
  }

  /** An empty store for a party or the hub. */
  Store store(PartyCode party) {
    return new MemoryStore(clock);
  }

  @Test
  void a_school_that_lost_its_store_enrols_anew_by_a_new_letter_and_goes_on() {
    network.registered("020400");
    Station anew = network.registered("020400");
    MessageId id =
        anew.desk().confirm(Draft.to(edb.party(), Heading.of("STU", "NOTE", "again"), List.of()));
    assertThat(anew.desk().encrypt(id, person, Watch.none())).isEqualTo(DONE);
    assertThat(anew.run().problems()).isEmpty();
    assertThat(anew.desk().outgoing(id).orElseThrow().status()).isEqualTo(OutgoingStatus.SENT);
  }

  @BeforeEach
  void heal() {
    for (Station station : List.of(school, edb)) {
      station.transport().unreachable(false).duplicating(false).failAt(0).loseAnswerAt(0);
      station.handler((message, transaction) -> ImportResult.imported());
    }
    // What an earlier test left on the way arrives before the next one begins.
    school.run();
    edb.run();
  }

  @Test
  void L06_L07_L08_form_a_fails_is_exported_is_sent_again_is_imported_once_and_answered()
      throws IOException {
    // Long: one story, told from its beginning to its end.
    final MessageId id = school.desk().confirm(formA());
    final MessageKey message = new MessageKey(school.party(), id);
    assertThat(school.desk().encrypt(id, person, Watch.none())).isEqualTo(DONE);

    school.transport().unreachable(true);
    for (int attempt = 0; attempt < 3; attempt++) {
      assertThat(status(id)).isEqualTo(OutgoingStatus.PROCESSING);
      assertThat(codes(school.run().problems())).containsExactly(ProblemCode.HUB_UNREACHABLE);
    }
    assertThat(status(id)).isEqualTo(OutgoingStatus.SEND_FAIL);
    assertThat(school.desk().outgoing(id).orElseThrow().lastProblem())
        .hasValueSatisfying(p -> assertThat(p.code()).isEqualTo(ProblemCode.HUB_UNREACHABLE));

    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    assertThat(school.desk().export(id, zip, Watch.none())).isEqualTo(DONE);
    assertThat(school.desk().outgoing(id).orElseThrow().exported()).isTrue();

    school.transport().unreachable(false);
    assertThat(school.desk().resend(id)).isEqualTo(DONE);
    assertThat(school.run().problems()).isEmpty();
    assertThat(status(id)).isEqualTo(OutgoingStatus.SENT);

    assertThat(edb.run().received()).isEqualTo(1);
    assertThat(edb.desk().decrypt(message, person, Watch.none())).isEqualTo(DONE);
    assertOpened(edb.desk().view(message));
    importOnce(message);

    final MessageId reply = reply(message);
    assertThat(edb.run().problems()).isEmpty();
    school.run();
    assertThat(status(id)).isEqualTo(OutgoingStatus.RECEIVED);
    assertThat(school.desk().outgoing(id).orElseThrow().deliveries().get(0).openedAt()).isPresent();
    assertAnswered(message, new MessageKey(edb.party(), reply));

    assertThat(read(edb, zip)).isEqualTo(ZipReport.Result.DUPLICATE);
    assertThat(edb.desk().incoming(message).orElseThrow().status())
        .isEqualTo(IncomingStatus.IMPORTED);
    assertThat(edb.imported()).containsOnlyOnce(message);
  }

  @Test
  void L04_L07_a_message_by_zip_first_and_by_the_hub_later_is_one() throws IOException {
    final Exchange exchange = new Exchange(network, school, List.of(edb), formA());
    final MessageId id = school.desk().confirm(formA());
    school.desk().encrypt(id, person, Watch.none());
    school.transport().unreachable(true);
    for (int attempt = 0; attempt < 3; attempt++) {
      school.run();
    }
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    school.desk().export(id, zip, Watch.none());
    assertThat(read(edb, zip)).isEqualTo(ZipReport.Result.STORED);
    assertThat(read(edb, zip)).isEqualTo(ZipReport.Result.DUPLICATE);
    assertThat(read(school, zip)).isEqualTo(ZipReport.Result.REFUSED);
    school.transport().unreachable(false);
    school.desk().resend(id);
    exchange.drive();
    assertSettledOnce(exchange, "zip first");
  }

  @Test
  void a_message_to_three_parties_is_received_when_the_last_has_it() {
    Station sfo = network.registered("SFO");
    Station hkeaa = network.registered("HKEAA");
    Draft draft =
        new Draft(
            List.of(
                Recipient.original(edb.party()),
                Recipient.original(sfo.party()),
                new Recipient(hkeaa.party(), Role.COPY)),
            Heading.of("STU", "FORMA", "to three"),
            formA().attachments(),
            Duration.ofDays(30),
            false);
    Exchange exchange = new Exchange(network, school, List.of(edb, sfo, hkeaa), draft);
    assertThat(exchange.drive()).isEqualTo(1);
    assertThat(exchange.settled()).isTrue();
    for (Station recipient : List.of(edb, sfo, hkeaa)) {
      assertThat(exchange.imports(recipient)).isEqualTo(1);
    }
  }

  @Test
  void a_wrong_passphrase_leaves_everything_as_it_was() {
    KeyAccess wrong = KeyAccess.passphrase("not this one".toCharArray());
    MessageId id = school.desk().confirm(formA());
    assertThat(school.desk().encrypt(id, wrong, Watch.none()))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            f -> assertThat(f.problem().code()).isEqualTo(ProblemCode.WRONG_PASSPHRASE));
    assertThat(status(id)).isEqualTo(OutgoingStatus.READY);
    school.desk().encrypt(id, person, Watch.none());
    school.run();
    edb.run();
    MessageKey message = new MessageKey(school.party(), id);
    assertThat(edb.desk().decrypt(message, wrong, Watch.none()))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            f -> assertThat(f.problem().code()).isEqualTo(ProblemCode.WRONG_PASSPHRASE));
    assertThat(edb.desk().incoming(message).orElseThrow().status())
        .isEqualTo(IncomingStatus.ENCRYPTED);
    assertThat(edb.desk().decrypt(message, person, Watch.none())).isEqualTo(DONE);
  }

  @Test
  void L04_L05_L07_an_answer_lost_at_any_call_ends_in_the_same_state() {
    int call = 0;
    boolean reached = true;
    while (reached) {
      call++;
      int calls = school.transport().loseAnswerAt(call).calls();
      edb.transport().loseAnswerAt(call);
      Exchange exchange = new Exchange(network, school, List.of(edb), formA());
      exchange.drive();
      assertSettledOnce(exchange, "call " + call);
      reached = school.transport().calls() - calls >= call;
    }
    assertThat(call).isGreaterThan(4);
  }

  @Test
  void L04_calls_that_all_arrive_twice_end_in_the_same_state() {
    school.transport().duplicating(true);
    edb.transport().duplicating(true);
    Exchange exchange = new Exchange(network, school, List.of(edb), formA());
    exchange.drive();
    assertSettledOnce(exchange, "duplicating");
  }

  @Test
  void a_hub_that_is_restarted_between_any_two_steps_is_the_same_hub() {
    MessageId id = school.desk().confirm(formA());
    school.desk().encrypt(id, person, Watch.none());
    network.restartHub();
    school.run();
    network.restartHub();
    edb.run();
    network.restartHub();
    school.run();
    assertThat(status(id)).isEqualTo(OutgoingStatus.RECEIVED);
  }

  private void importOnce(MessageKey message) {
    List<String> rows = new ArrayList<>();
    edb.handler(
        (opened, transaction) -> {
          byte[] octets = opened.attachments().get(0).content().open().readAllBytes();
          String text = new String(octets, StandardCharsets.UTF_8);
          transaction.afterCommit(() -> text.lines().forEach(rows::add));
          return ImportResult.imported();
        });
    assertThat(edb.desk().importMessage(message)).isEqualTo(DONE);
    assertThat(edb.desk().importMessage(message)).isEqualTo(DONE);
    assertThat(rows).containsExactlyElementsOf(PUPILS.lines().toList());
  }

  private MessageId reply(MessageKey message) {
    Heading heading = Heading.of("STU", "FORMA-R", "已收到").inReplyTo(message);
    MessageId reply = edb.desk().confirm(Draft.to(school.party(), heading, List.of()));
    assertThat(edb.desk().encrypt(reply, person, Watch.none())).isEqualTo(DONE);
    return reply;
  }

  private void assertAnswered(MessageKey message, MessageKey reply) {
    assertThat(school.desk().decrypt(reply, person, Watch.none())).isEqualTo(DONE);
    assertThat(school.desk().view(reply).heading().replyTo()).contains(message);
  }

  private static void assertOpened(OpenedMessage opened) throws IOException {
    assertThat(opened.heading().description()).isEqualTo("學生離校 \uD842\uDFB7");
    assertThat(opened.acceptedAt()).isPresent();
    Attachment attachment = opened.attachments().get(0);
    assertThat(attachment.name()).isEqualTo(FILE_NAME);
    assertThat(attachment.content().open().readAllBytes())
        .isEqualTo(PUPILS.getBytes(StandardCharsets.UTF_8));
  }

  private void assertSettledOnce(Exchange exchange, String what) {
    assertThat(exchange.settled()).as(what).isTrue();
    assertThat(exchange.sent()).as(what).hasSize(1);
    assertThat(exchange.received(edb)).as(what).hasSize(1);
    assertThat(exchange.imports(edb)).as(what).isEqualTo(1);
    List<AttachmentView> views = exchange.received(edb).get(0).opened().orElseThrow().attachments();
    assertThat(views).extracting(AttachmentView::name).containsExactly(FILE_NAME);
  }

  private Draft formA() {
    byte[] octets = PUPILS.getBytes(StandardCharsets.UTF_8);
    return Draft.to(
        edb.party(),
        Heading.of("STU", "FORMA", "學生離校 \uD842\uDFB7"),
        List.of(new Attachment(FILE_NAME, "text/csv", Source.of(octets))));
  }

  private OutgoingStatus status(MessageId id) {
    return school.desk().outgoing(id).orElseThrow().status();
  }

  private static List<ProblemCode> codes(List<Problem> problems) {
    return problems.stream().map(Problem::code).toList();
  }

  private static ZipReport.Result read(Station station, ByteArrayOutputStream zip)
      throws IOException {
    return station
        .desk()
        .importZip(new ByteArrayInputStream(zip.toByteArray()), Watch.none())
        .entries()
        .get(0)
        .result();
  }
}
