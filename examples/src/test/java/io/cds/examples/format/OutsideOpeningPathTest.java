package io.cds.examples.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.KeyAccess;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.PostQuantum;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Settings;
import io.cds.api.Watch;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Routing;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.crypto.envelope.EnvelopeV1;
import io.cds.crypto.envelope.OutsideRecipients;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.examples.FormA;
import io.cds.examples.RealCryptography;
import io.cds.testkit.ManualClock;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A school seals to the RSA certificate that an outside authority gave the EDB, because every host
 * on the way says so; openssl opens it too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutsideOpeningPathTest {
  private static final PartyCode EDB = PartyCode.of("EDB");

  /** The certificates of openssl begin now. */
  private final ManualClock clock =
      ManualClock.at(Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS));

  private final Settings once =
      Settings.defaults().retrying(1, Duration.ofSeconds(30), Duration.ofMinutes(5));
  private Path folder;
  private OutsideAuthority xca;
  private Octets outside;
  private Saying cryptography;
  private Network network;
  private KeyAccess person;
  private Station school;
  private Station edb;
  private Station other;

  @BeforeAll
  void register(@TempDir Path place) throws IOException {
    folder = place;
    xca = new OutsideAuthority(folder);
    byte[] pfx = xca.handOut("edb", "/C=HK/O=EDB", "keyEncipherment,dataEncipherment");
    cryptography = new Saying(folder, clock);
    network = new Network(cryptography, clock, once);
    person = cryptography.person();
    school = network.registered("010300");
    edb = network.registered(EDB.value());
    other = network.registered("HKEAA");
    outside =
        ((Pkcs12Vault) edb.vault())
            .importOutsideForOpening(EDB, pfx, OutsideAuthority.PASSWORD.toCharArray(), person);
  }

  /** The setting of all hosts. */
  @BeforeEach
  void allowed() {
    cryptography.codec = allowing(EDB, outside);
    network.restartHub();
    Stream.of(school, edb, other).forEach(station -> station.settings(once));
  }

  private static EnvelopeCodec allowing(PartyCode party, Octets certificate) {
    OutsideRecipients allowed = OutsideRecipients.none().certificate(party, certificate);
    EnvelopeCodec codec = new EnvelopeV1().allowing(allowed);
    return codec;
  }

  @Test
  void it_is_sealed_sent_and_opened_with_the_outside_key_beside_another_recipient()
      throws IOException {
    MessageId id = sealed(edb, other);
    Routing routing = routing(id);
    assertThat(routing.suite()).isEqualTo(1);
    assertThat(routing.to().get(0).certificate())
        .isEqualTo(cryptography.codec.sha256(outside.toArray()));
    assertThat(school.run().problems()).isEmpty();
    MessageKey message = new MessageKey(school.party(), id);
    for (Station station : List.of(edb, other)) {
      assertThat(station.run().received()).isPositive();
      FormA.assertOpens(person, station, message);
      station.run();
    }
    school.run();
    assertThat(school.desk().outgoing(id).orElseThrow().status())
        .isEqualTo(OutgoingStatus.RECEIVED);
    Files.write(folder.resolve("manifest.p7m"), school.sealed(id).head().manifest().toArray());
    xca.openssl(
        "cms -decrypt -binary -inform DER -in manifest.p7m -recip edb.pem -inkey edb.key"
            + " -out manifest.bin");
    assertThat(Files.size(folder.resolve("manifest.bin"))).isEqualTo(4096);
  }

  @Test
  void a_sender_who_demands_suite_2_is_told_that_edb_cannot() {
    school.settings(once.with(PostQuantum.REQUIRED));
    MessageId id = school.desk().confirm(FormA.draft(edb, other));
    Problem why = Problem.of(ProblemCode.PQ_REQUIRED, "010300 demands it, EDB cannot");
    assertThat(school.desk().encrypt(id, person, Watch.none()))
        .isEqualTo(new Outcome.Refused(List.of(why)));
  }

  @Test
  void a_hub_whose_host_does_not_say_so_refuses_it() {
    MessageId id = sealed(edb);
    cryptography.codec = new EnvelopeV1();
    network.restartHub();
    school.run();
    assertThat(school.desk().outgoing(id).orElseThrow().status())
        .isEqualTo(OutgoingStatus.SEND_FAIL);
  }

  @Test
  void without_the_setting_it_is_sealed_to_the_key_that_the_directory_states() {
    cryptography.codec = new EnvelopeV1();
    school.settings(once);
    Routing routing = routing(sealed(edb));
    assertThat(routing.suite()).isEqualTo(2);
    assertThat(routing.to().get(0).certificate())
        .isNotEqualTo(cryptography.codec.sha256(outside.toArray()));
  }

  /** In 20 days the outside certificate lapses, and the OPEN key lasts for a year. */
  @Test
  void once_it_lapsed_the_key_of_the_directory_takes_its_place() {
    MessageId before = sealed(edb);
    Instant now = clock.instant();
    clock.advance(Duration.ofDays(21));
    try {
      Stream.of(school, edb).forEach(Station::run);
      assertThat(school.desk().outgoing(before).orElseThrow().status())
          .isEqualTo(OutgoingStatus.SEND_FAIL);
      assertThat(routing(sealed(edb)).suite()).isEqualTo(2);
    } finally {
      clock.set(now);
    }
  }

  private MessageId sealed(Station... to) {
    return FormA.sealed(person, school, to);
  }

  private Routing routing(MessageId id) {
    return cryptography.codec.peek(school.sealed(id).head().routing());
  }

  /** As in production, with the codec that each host has now. */
  private static final class Saying extends RealCryptography {
    private EnvelopeCodec codec = new EnvelopeV1();

    Saying(Path folder, Clock clock) {
      super(folder, clock);
    }

    @Override
    public EnvelopeCodec codec() {
      return codec;
    }
  }
}
