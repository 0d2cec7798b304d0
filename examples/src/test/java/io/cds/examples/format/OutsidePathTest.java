package io.cds.examples.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cds.api.Attachment;
import io.cds.api.CdsException;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
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
import io.cds.crypto.keys.OutsideTrust;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.crypto.keys.RootAuthority;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A school that signs with the RSA certificate of an outside authority, such as Taiwan's XCA: made
 * by openssl, and verified by it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutsidePathTest {
  private static final Outcome DONE = new Outcome.Done();
  private static final PartyCode SCHOOL = PartyCode.of("010300");
  private static final byte[] PUPILS = "陳大文,離校\n".getBytes(StandardCharsets.UTF_8);

  /** The certificates of openssl begin now. */
  private final ManualClock clock =
      ManualClock.at(Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS));

  private Path folder;
  private byte[] pfx;
  private Network network;
  private KeyAccess person;
  private Station school;
  private Station edb;

  @BeforeAll
  void register(@TempDir Path place) throws IOException {
    folder = place;
    assumeThat(Command.version(folder, "openssl", "version"))
        .as("openssl, which makes the outside certificate and verifies by it")
        .startsWith("OpenSSL 3");
    Octets outside = outsideCertificate();
    OutsideTrust trust =
        OutsideTrust.none()
            .authority(der("xca.pem"))
            .certificate(SCHOOL, new EnvelopeV1().sha256(outside.toArray()));
    Settings once = Settings.defaults().retrying(1, Duration.ofSeconds(30), Duration.ofMinutes(5));
    network = new Network(new Trusting(new RealCryptography(folder, clock), trust), clock, once);
    person = network.cryptography().person();
    school = network.station(SCHOOL.value());
    assertThat(imported(school)).isEqualTo(outside);
    school.register(network.admit(SCHOOL));
    edb = network.registered("EDB");
  }

  @Test
  void a_message_that_its_rsa_key_signed_is_sent_and_opened_and_openssl_verifies_it()
      throws IOException {
    MessageId id = school.desk().confirm(draft());
    assertThat(school.desk().encrypt(id, person, Watch.none())).isEqualTo(DONE);
    EnvelopeHead head = head(id);
    assertThat(school.run().problems()).isEmpty();
    assertThat(edb.run().received()).isEqualTo(1);
    MessageKey message = new MessageKey(SCHOOL, id);
    assertThat(edb.desk().decrypt(message, person, Watch.none())).isEqualTo(DONE);
    try (var in = edb.desk().view(message).attachments().get(0).content().open()) {
      assertThat(in.readAllBytes()).isEqualTo(PUPILS);
    }
    Octets sign = certificate(KeyUse.SIGN);
    pem("sign.pem", sign);
    pem("root.pem", network.hub().identity().root());
    assertThat(openssl("x509 -in sign.pem -noout -text")).contains("Public-Key: (3072 bit)");
    Files.write(folder.resolve("routing.p7s"), head.routing().toArray());
    Routing routing = new EnvelopeV1().peek(head.routing());
    assertThat(openssl("cms -cmsout -print -noout -inform DER -in routing.p7s"))
        .contains("rsassaPss");
    String verify =
        "cms -verify -cades -binary -inform DER -in routing.p7s -certfile sign.pem -nointern"
            + " -CAfile root.pem -out routing.json -attime "
            + routing.sealedAt().getEpochSecond();
    assertThat(openssl(verify)).contains("Verification successful");
  }

  @Test
  void its_keys_for_opening_and_transmitting_are_issued_beside_it() {
    assertThat(school.client().registration().keys())
        .extracting(key -> key.use())
        .containsExactlyInAnyOrder(
            KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT, KeyUse.SIGN_MLDSA, KeyUse.OPEN_MLKEM);
  }

  /** Its key ends with the outside certificate, in 20 days, and so may be renewed at once. */
  @Test
  void a_renewal_by_its_rsa_key_brings_that_key_a_fresh_certificate() throws IOException {
    Octets before = certificate(KeyUse.SIGN);
    clock.advance(Duration.ofSeconds(1));
    school.client().registration().renew(person, Watch.none());
    Octets after = certificate(KeyUse.SIGN);
    assertThat(after).isNotEqualTo(before);
    pem("before.pem", before);
    pem("after.pem", after);
    assertThat(openssl("x509 -in after.pem -noout -pubkey"))
        .contains("BEGIN PUBLIC KEY")
        .isEqualTo(openssl("x509 -in before.pem -noout -pubkey"));
  }

  /** The certificate is bound to the school, and whoever else brings it is refused like all. */
  @Test
  void another_party_does_not_enrol_with_it() {
    Station other = network.station("020200");
    imported(other);
    assertThatThrownBy(() -> other.register(network.admit(other.party())))
        .isInstanceOfSatisfying(
            CdsException.class,
            thrown -> assertThat(thrown.problem().code()).isEqualTo(ProblemCode.ENROLMENT_REFUSED));
  }

  private Octets imported(Station station) {
    return ((Pkcs12Vault) station.vault())
        .importOutside(station.party(), pfx, "of the card".toCharArray(), person);
  }

  /** An authority, and what it hands out: a certificate, and a file with its key. */
  private Octets outsideCertificate() throws IOException {
    Files.writeString(
        folder.resolve("usage"), "keyUsage=critical,digitalSignature\nbasicConstraints=CA:FALSE\n");
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -keyout xca.key -out xca.pem -days 30 -subj /C=TW/OU=XCA"
            + " -addext keyUsage=critical,keyCertSign");
    openssl(
        "req -newkey rsa:3072 -nodes -keyout school.key -out school.csr"
            + " -subj /C=TW/O=School/serialNumber=0010300");
    openssl(
        "x509 -req -in school.csr -CA xca.pem -CAkey xca.key -set_serial 7 -days 20"
            + " -extfile usage -out school.pem");
    Files.writeString(folder.resolve("word"), "of the card");
    openssl("pkcs12 -export -inkey school.key -in school.pem -out school.p12 -passout file:word");
    pfx = Files.readAllBytes(folder.resolve("school.p12"));
    return der("school.pem");
  }

  private Octets certificate(KeyUse use) {
    return school.vault().keys(SCHOOL).stream()
        .filter(key -> key.ref().use() == use)
        .findFirst()
        .orElseThrow()
        .certificate()
        .orElseThrow();
  }

  private EnvelopeHead head(MessageId id) {
    PartyMessage named = new PartyMessage(SCHOOL, new MessageKey(SCHOOL, id));
    return school
        .store()
        .transact(tx -> tx.outgoing().find(named))
        .orElseThrow()
        .sealed()
        .orElseThrow()
        .head();
  }

  private Draft draft() {
    return Draft.to(
        edb.party(),
        Heading.of("STU", "FORMA", "離校學生"),
        List.of(new Attachment("表格甲.csv", "text/csv", Source.of(PUPILS))));
  }

  private Octets der(String file) throws IOException {
    String pem = Files.readString(folder.resolve(file));
    return Octets.of(Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "")));
  }

  private void pem(String file, Octets certificate) throws IOException {
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate.toArray())
            + "\n-----END CERTIFICATE-----\n");
  }

  private String openssl(String words) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words.split(" ", -1)));
    Command ran = Command.succeeds(folder, command);
    return ran.out() + ran.err();
  }

  /** As in production, but the hub's authority trusts an outside one. */
  private record Trusting(RealCryptography rest, OutsideTrust trust) implements Cryptography {
    @Override
    public EnvelopeCodec codec() {
      return rest.codec();
    }

    @Override
    public KeyVault vault(PartyCode party) {
      return rest.vault(party);
    }

    @Override
    public CertificateAuthority authority() {
      return ((RootAuthority) rest.authority()).trusting(trust);
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
