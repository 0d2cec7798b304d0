package io.cds.examples.hostile;

import static io.cds.examples.hostile.HostileScene.EDB;
import static io.cds.examples.hostile.HostileScene.EVIL;
import static io.cds.examples.hostile.HostileScene.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Cursor;
import io.cds.api.IncomingStatus;
import io.cds.api.Outcome;
import io.cds.api.Page;
import io.cds.api.ProblemCode;
import io.cds.api.Watch;
import io.cds.api.ZipReport;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.SignedReceipt;
import io.cds.examples.format.Der;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
 * Each fault of an envelope by each road, against the real engine: refused with its own reason in
 * the local log and a public code to the peer; nothing released, nothing lost, nothing written
 * elsewhere. Every row has its positive control: the good message behind the bad one is taken at
 * once, and the same message without the fault by the same road afterwards.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputsTest {
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

  // (a) posted to the hub by a registered school

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.cds.examples.hostile.Fault#all")
  void posted_to_the_hub(Fault fault) throws IOException {
    Mail good = roads.mail(EVIL, EDB, 1, fault.size());
    Mail bad = fault.tampering().apply(good, scene);
    roads.log.clear();

    Roads.Told answer = roads.post(bad, good);

    assertThat(answer.told()).isEqualTo(fault.toSender());
    assertSaysNothing(answer.words(), fault);
    if (fault.toSender().equals("REQUEST_REFUSED")) {
      assertThat(roads.log.toString()).contains("[020200] offered an envelope of [010300]");
    } else if (!fault.toSender().equals("CLOCK")) {
      roads.assertNamed(fault.reason(), roads.hubHistory(bad.key()));
    }
    assertThat(roads.waits(bad.key())).isFalse();
    Mail next = roads.mail(EVIL, EDB, 2);
    assertThat(roads.post(next).told()).isEqualTo("ACCEPTED");
    roads.edb().run();
    roads.assertOpens(next, 2);
  }

  private static void assertSaysNothing(String words, Fault fault) {
    if (!fault.reason().name().equals(fault.toSender())) {
      assertThat(words).doesNotContain(fault.reason().name());
    }
  }

  // (b) served to the recipient by an evil hub

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.cds.examples.hostile.Fault#all")
  void served_by_an_evil_hub(Fault fault) throws IOException {
    Mail good = roads.mail(EVIL, EDB, 3, fault.size());
    Mail bad = fault.tampering().apply(good, scene);
    Mail next = roads.mail(EVIL, EDB, 4);
    roads.log.clear();

    roads.serve(bad, next);

    roads.assertNamed(fault.reason(), roads.edb().history(bad.key()));
    assertThat(roads.edb().desk().incoming(bad.key())).isEmpty();
    assertThat(roads.refusal(bad)).isEqualTo(fault.toHub());
    roads.assertOpens(next, 4);
    roads.serve(good);
    roads.assertOpens(good, 3);
  }

  // (c) as a .zip that a person imports

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.cds.examples.hostile.Fault#all")
  void imported_as_a_zip(Fault fault) throws IOException {
    Mail good = roads.mail(EVIL, EDB, 5, fault.size());
    Mail bad = fault.tampering().apply(good, scene);
    Mail next = roads.mail(EVIL, EDB, 6);
    roads.log.clear();

    List<ZipReport.Entry> entries = roads.imported(EDB, roads.zip(bad, next));

    assertThat(entries.get(0).result()).isEqualTo(ZipReport.Result.REFUSED);
    assertThat(entries.get(0).problem().orElseThrow().detail()).startsWith(fault.reason() + ":");
    assertThat(roads.log.names(fault.reason())).isTrue();
    assertThat(roads.edb().desk().incoming(bad.key())).isEmpty();
    assertThat(roads.edb().testimonies(bad.key())).isZero();
    assertThat(entries.get(1).result()).isEqualTo(ZipReport.Result.STORED);
    roads.assertOpens(next, 6);
    assertThat(roads.result(roads.zip(good))).isEqualTo(ZipReport.Result.STORED);
    roads.assertOpens(good, 5);
  }

  // Names and other forms

  @Test
  void an_ecdsa_signature_in_its_other_valid_form_is_the_same_message_by_every_road()
      throws IOException {
    Mail good = roads.mail(EVIL, EDB, 8);
    Mail other = good.routing(Der.otherForm(good.routing().toArray()));
    assertThat(other.routing()).isNotEqualTo(good.routing());
    assertThat(roads.post(good).told()).isEqualTo("ACCEPTED");
    List<SignedReceipt> receipts = roads.mailbox(EVIL).receipts(good.key().id());
    assertThat(roads.post(other).told()).isEqualTo("ACCEPTED");
    assertThat(roads.mailbox(EVIL).receipts(good.key().id())).isEqualTo(receipts);
    roads.edb().run();
    roads.serve(other);
    assertThat(roads.result(roads.zip(other))).isEqualTo(ZipReport.Result.DUPLICATE);
    assertThat(roads.edb().testimonies(good.key())).isEqualTo(1);
    roads.assertOpens(good, 8);
  }

  @Test
  void another_envelope_of_the_same_name_is_a_conflict_by_every_road() throws IOException {
    Mail first = roads.mail(EVIL, EDB, 9);
    Mail second = scene.forger.mail(first.key().id(), EVIL, EDB, Roads.clear(10, Roads.SMALL));
    assertThat(roads.post(first).told()).isEqualTo("ACCEPTED");
    assertThat(roads.post(second).told()).isEqualTo("ID_CONFLICT");
    assertThat(roads.hubHistory(first.key()).toString()).contains("ID_CONFLICT");
    roads.edb().run();
    roads.serve(second);
    assertThat(roads.refusal(second)).isEqualTo("ID_CONFLICT");
    assertThat(roads.edb().history(first.key()).toString()).contains("ID_CONFLICT");
    assertThat(roads.imported(EDB, roads.zip(second)).get(0).problem().orElseThrow().code())
        .isEqualTo(ProblemCode.ID_CONFLICT);
    roads.assertOpens(first, 9);
  }

  @Test
  void of_two_envelopes_of_one_name_in_two_listings_the_first_counts() throws IOException {
    Mail first = roads.mail(EVIL, EDB, 11);
    Mail second = scene.forger.mail(first.key().id(), EVIL, EDB, Roads.clear(13, Roads.SMALL));
    Mail namesake = scene.forger.mail(first.key().id(), OTHER, EDB, Roads.clear(12, Roads.SMALL));
    roads.serve(first);
    roads.serve(second);
    roads.serve(namesake);
    assertThat(roads.edb().history(first.key()).toString()).contains("ID_CONFLICT");
    roads.assertOpens(first, 11);
    roads.assertOpens(namesake, 12);
  }

  @Test
  void an_envelope_under_the_name_of_another_is_refused() throws IOException {
    Mail good = roads.mail(EVIL, EDB, 22);
    Mail misplaced = good.named(EVIL, scene.forger.id());
    roads.serve(misplaced);
    roads.assertNamed(InvalidReason.ZIP_PROFILE, roads.edb().history(misplaced.key()));
    assertThat(roads.edb().desk().incoming(good.key())).isEmpty();
    roads.log.clear();
    assertThat(roads.imported(EDB, roads.zip(misplaced)).get(0).problem().orElseThrow().detail())
        .startsWith("ZIP_PROFILE:");
    assertThat(roads.log.names(InvalidReason.ZIP_PROFILE)).isTrue();
    roads.serve(good);
    roads.assertOpens(good, 22);
  }

  @Test
  void an_envelope_for_others_is_not_for_me() throws IOException {
    Mail mail = roads.mail(EVIL, OTHER, 14);
    roads.serve(mail);
    assertThat(roads.refusal(mail)).isEqualTo("NOT_FOR_ME");
    roads.assertNamed(InvalidReason.NOT_FOR_ME, roads.edb().history(mail.key()));
    assertThat(roads.imported(EDB, roads.zip(mail)).get(0).problem().orElseThrow().code())
        .isEqualTo(ProblemCode.NOT_FOR_ME);
    assertThat(roads.edb().desk().incoming(mail.key())).isEmpty();
  }

  @Test
  void an_attachment_that_expands_1000_to_1_is_refused_when_it_is_opened() throws IOException {
    Mail good = roads.mail(EVIL, EDB, 15);
    Mail bomb = scene.forger.inflated(roads.mail(EVIL, EDB, 16), EDB, 300_000_000);
    roads.serve(bomb, good);
    assertThat(roads.edb().desk().decrypt(bomb.key(), scene.real.person(), Watch.none()))
        .isInstanceOf(Outcome.Failed.class);
    roads.assertNamed(InvalidReason.ATTACHMENT_RATIO, roads.edb().history(bomb.key()));
    assertThat(roads.refusal(bomb)).isEqualTo("UNREADABLE");
    assertThat(roads.edb().desk().incoming(bomb.key()).orElseThrow().status())
        .isEqualTo(IncomingStatus.DECRYPT_FAIL);
    assertThat(roads.edb().desk().incoming(bomb.key()).orElseThrow().opened()).isEmpty();
    roads.assertOpens(good, 15);
  }

  @Test
  void a_content_that_comes_damaged_holds_up_no_other() throws IOException {
    Mail good = roads.mail(EVIL, EDB, 31, Roads.LARGE);
    Mail bad = good.content(Mail.flipped(good.content(), 9));
    Mail next = roads.mail(EVIL, EDB, 32, Roads.LARGE);
    roads.serve(bad, next);
    roads.assertOpens(next, 32);
    assertThat(roads.edb().desk().incoming(bad.key())).isEmpty();
    roads.serve(good);
    roads.assertOpens(good, 31);
  }

  // Lists that lie

  @Test
  void a_list_that_goes_round_ends_and_what_waits_comes_at_the_next_run() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    scene.door.listing(
        Optional.of(
            cursor -> {
              asked.incrementAndGet();
              return new Page<>(
                  List.of(), new Cursor(cursor.value().equals("2") ? "1" : "2"), true);
            }));
    assertThat(roads.edb().run().problems())
        .anySatisfy(p -> assertThat(p.detail()).contains("leads back"));
    assertThat(asked.get()).isLessThan(5);
    scene.door.listing(Optional.of(cursor -> new Page<>(List.of(), cursor, true)));
    assertThat(roads.edb().run().problems())
        .anySatisfy(p -> assertThat(p.code()).isEqualTo(ProblemCode.HUB_FAILED));
    scene.door.listing(Optional.empty());
    Mail next = roads.mail(EVIL, EDB, 33);
    roads.serve(next);
    roads.assertOpens(next, 33);
  }

  // Time to live

  @Test
  void what_the_hub_accepted_in_time_may_come_late_but_not_after_it_is_forgotten()
      throws IOException {
    Mail late = roads.mail(EVIL, EDB, 17);
    Mail tooLate = roads.mail(EVIL, EDB, 18);
    SignedReceipt accepted = roads.accepted(late);
    SignedReceipt acceptedToo = roads.accepted(tooLate);
    Duration month = Forger.LIFE.plusDays(1);
    scene.clock.advance(month);
    roads.member(EVIL).run();
    assertThat(roads.imported(EDB, roads.zip(late)).get(0).problem().orElseThrow().detail())
        .startsWith("EXPIRED:");
    assertThat(roads.result(roads.zip(late, accepted))).isEqualTo(ZipReport.Result.STORED);
    scene.clock.advance(month);
    scene.door.serve(List.of(roads.waiting(tooLate, acceptedToo)));
    roads.edb().run();
    roads.assertNamed(InvalidReason.EXPIRED, roads.edb().history(tooLate.key()));
    assertThat(roads.refusal(tooLate)).isEqualTo("EXPIRED");
    assertThat(roads.imported(EDB, roads.zip(tooLate, acceptedToo)).get(0).problem())
        .hasValueSatisfying(p -> assertThat(p.detail()).startsWith("EXPIRED:"));
    roads.assertOpens(late, 17);
  }
}
