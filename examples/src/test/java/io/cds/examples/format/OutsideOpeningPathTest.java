package io.cds.examples.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cds.api.Attachment;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.KeyAccess;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.PostQuantum;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Recipient;
import io.cds.api.Settings;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Routing;
import io.cds.api.spi.CertificateAuthority;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyVault;
import io.cds.api.store.PartyMessage;
import io.cds.crypto.envelope.EnvelopeV1;
import io.cds.crypto.envelope.OutsideRecipients;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.examples.RealCryptography;
import io.cds.testkit.ManualClock;
import io.cds.testkit.network.Cryptography;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final Outcome DONE = new Outcome.Done();
  private static final PartyCode EDB = PartyCode.of("EDB");
  private static final byte[] PUPILS = "陳大文,離校\n".getBytes(StandardCharsets.UTF_8);

  /** The certificates of openssl begin now. */
  private final ManualClock clock =
      ManualClock.at(Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS));

  private final Settings once =
      Settings.defaults().retrying(1, Duration.ofSeconds(30), Duration.ofMinutes(5));
  private Path folder;
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
    assumeThat(Command.version(folder, "openssl", "version"))
        .as("openssl, which makes the outside certificate and opens by it")
        .startsWith("OpenSSL 3");
    byte[] pfx = outsideFile();
    cryptography = new Saying(new RealCryptography(folder, clock));
    network = new Network(cryptography, clock, once);
    person = cryptography.person();
    school = network.registered("010300");
    edb = network.registered(EDB.value());
    other = network.registered("HKEAA");
    outside =
        ((Pkcs12Vault) edb.vault())
            .importOutsideForOpening(EDB, pfx, "of the card".toCharArray(), person);
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
      assertThat(station.desk().decrypt(message, person, Watch.none())).isEqualTo(DONE);
      try (var in = station.desk().view(message).attachments().get(0).content().open()) {
        assertThat(in.readAllBytes()).isEqualTo(PUPILS);
      }
      station.run();
    }
    school.run();
    assertThat(school.desk().outgoing(id).orElseThrow().status())
        .isEqualTo(OutgoingStatus.RECEIVED);
    Files.write(folder.resolve("manifest.p7m"), head(id).manifest().toArray());
    openssl(
        "cms -decrypt -binary -inform DER -in manifest.p7m -recip edb.pem -inkey edb.key"
            + " -out manifest.bin");
    assertThat(Files.size(folder.resolve("manifest.bin"))).isEqualTo(4096);
  }

  @Test
  void a_sender_who_demands_suite_2_is_told_that_edb_cannot() {
    school.settings(once.with(PostQuantum.REQUIRED));
    MessageId id = school.desk().confirm(draft(edb, other));
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
    MessageId id = school.desk().confirm(draft(to));
    assertThat(school.desk().encrypt(id, person, Watch.none())).isEqualTo(DONE);
    return id;
  }

  private static Draft draft(Station... to) {
    return new Draft(
        Stream.of(to).map(Station::party).map(Recipient::original).toList(),
        Heading.of("STU", "FORMA", "離校學生"),
        List.of(new Attachment("表格甲.csv", "text/csv", Source.of(PUPILS))),
        Duration.ofDays(90),
        false);
  }

  private Routing routing(MessageId id) {
    return cryptography.codec.peek(head(id).routing());
  }

  private EnvelopeHead head(MessageId id) {
    PartyMessage named = new PartyMessage(school.party(), new MessageKey(school.party(), id));
    return school
        .store()
        .transact(tx -> tx.outgoing().find(named))
        .orElseThrow()
        .sealed()
        .orElseThrow()
        .head();
  }

  /** What an authority hands out: a file with a key and a certificate for keys alone. */
  private byte[] outsideFile() throws IOException {
    Files.writeString(
        folder.resolve("usage"),
        "keyUsage=critical,keyEncipherment,dataEncipherment\nbasicConstraints=CA:FALSE\n");
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -keyout xca.key -out xca.pem -days 30 -subj /C=TW/OU=XCA"
            + " -addext keyUsage=critical,keyCertSign");
    openssl("req -newkey rsa:3072 -nodes -keyout edb.key -out edb.csr -subj /C=HK/O=EDB");
    openssl(
        "x509 -req -in edb.csr -CA xca.pem -CAkey xca.key -set_serial 8 -days 20 -extfile usage"
            + " -out edb.pem");
    Files.writeString(folder.resolve("word"), "of the card");
    openssl("pkcs12 -export -inkey edb.key -in edb.pem -out edb.p12 -passout file:word");
    return Files.readAllBytes(folder.resolve("edb.p12"));
  }

  private void openssl(String words) throws IOException {
    Command.succeeds(folder, Stream.of(("openssl " + words).split(" ", -1)).toList());
  }

  /** As in production, with the codec that each host has now. */
  private static final class Saying implements Cryptography {
    private final RealCryptography rest;
    private EnvelopeCodec codec = new EnvelopeV1();

    Saying(RealCryptography rest) {
      this.rest = rest;
    }

    @Override
    public EnvelopeCodec codec() {
      return codec;
    }

    @Override
    public KeyVault vault(PartyCode party) {
      return rest.vault(party);
    }

    @Override
    public CertificateAuthority authority() {
      return rest.authority();
    }

    @Override
    public KeyAccess person() {
      return rest.person();
    }

    @Override
    public KeyAccess machine() {
      return rest.machine();
    }

    @Override
    public KeyAccess root() {
      return rest.root();
    }
  }
}
