package io.cds.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.KeyAccess;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.PostQuantum;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Settings;
import io.cds.api.Watch;
import io.cds.api.ZipReport;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.crypto.envelope.EnvelopeV1;
import io.cds.testkit.ManualClock;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Suite 2 from the desk of a school to that of an authority, with real keys of both kinds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HybridPathTest {
  private static final Outcome DONE = new Outcome.Done();

  private final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  private Network network;
  private KeyAccess person;
  private Station school;
  private Station edb;
  private Station old;

  @BeforeAll
  void register(@TempDir Path folder) {
    Settings once = Settings.defaults().retrying(1, Duration.ofSeconds(30), Duration.ofMinutes(5));
    network = new Network(new RealCryptography(folder, clock), clock, once);
    person = network.cryptography().person();
    school = network.registered("010300");
    edb = network.registered("EDB");
    old = network.station("020200");
    old.settings(settings(PostQuantum.OFF));
    old.register(network.admit(old.party()));
  }

  @Test
  void a_message_of_suite_2_is_sent_opened_and_imported() throws IOException {
    MessageId id = FormA.sealed(person, school, edb);
    assertThat(suite(school, id)).isEqualTo(2);
    assertThat(school.run().problems()).isEmpty();
    assertThat(edb.run().received()).isEqualTo(1);
    MessageKey message = new MessageKey(school.party(), id);
    FormA.assertOpens(person, edb, message);
    assertThat(edb.desk().importMessage(message)).isEqualTo(DONE);
    edb.run();
    school.run();
    assertThat(school.desk().outgoing(id).orElseThrow().status())
        .isEqualTo(OutgoingStatus.RECEIVED);
  }

  @Test
  void a_zip_carries_the_second_signature() throws IOException {
    MessageId id = FormA.sealed(person, school, edb);
    school.transport().unreachable(true);
    school.run();
    school.transport().unreachable(false);
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    assertThat(school.desk().export(id, zip, Watch.none())).isEqualTo(DONE);
    assertThat(zip.toString(StandardCharsets.ISO_8859_1)).contains(id + "/routing.mldsa.p7s");
    ZipReport report =
        edb.desk().importZip(new ByteArrayInputStream(zip.toByteArray()), Watch.none());
    assertThat(report.entries().get(0).result()).isEqualTo(ZipReport.Result.STORED);
    MessageKey message = new MessageKey(school.party(), id);
    FormA.assertOpens(person, edb, message);
  }

  @Test
  void an_old_party_among_the_recipients_makes_it_suite_1() throws IOException {
    MessageId id = FormA.sealed(person, school, edb, old);
    assertThat(suite(school, id)).isEqualTo(1);
    school.run();
    MessageKey message = new MessageKey(school.party(), id);
    for (Station station : List.of(edb, old)) {
      station.run();
      FormA.assertOpens(person, station, message);
    }
  }

  @Test
  void a_sender_who_demands_suite_2_is_told_who_cannot() {
    school.settings(settings(PostQuantum.REQUIRED));
    try {
      MessageId id = school.desk().confirm(FormA.draft(edb, old));
      assertThat(school.desk().encrypt(id, person, Watch.none()))
          .isEqualTo(
              new Outcome.Refused(
                  List.of(
                      Problem.of(ProblemCode.PQ_REQUIRED, "010300 demands it, 020200 cannot"))));
    } finally {
      school.settings(network.settings());
    }
  }

  private static Settings settings(PostQuantum setting) {
    return Settings.defaults().with(setting);
  }

  private static int suite(Station station, MessageId id) {
    EnvelopeHead head = station.sealed(id).head();
    int suite = new EnvelopeV1().peek(head.routing()).suite();
    assertThat(head.routingMldsa().isPresent()).isEqualTo(suite == 2);
    return suite;
  }
}
