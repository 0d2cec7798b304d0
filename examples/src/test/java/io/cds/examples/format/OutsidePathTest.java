package io.cds.examples.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.Settings;
import io.cds.api.Watch;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Routing;
import io.cds.api.spi.CertificateAuthority;
import io.cds.crypto.envelope.EnvelopeV1;
import io.cds.crypto.keys.OutsideTrust;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.crypto.keys.RootAuthority;
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
  private static final PartyCode SCHOOL = PartyCode.of("010300");

  /** The certificates of openssl begin now. */
  private final ManualClock clock =
      ManualClock.at(Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS));

  private Path folder;
  private OutsideAuthority xca;
  private byte[] pfx;
  private Network network;
  private KeyAccess person;
  private Station school;
  private Station edb;

  @BeforeAll
  void register(@TempDir Path place) throws IOException {
    folder = place;
    xca = new OutsideAuthority(folder);
    pfx = xca.handOut("school", "/C=TW/O=School/serialNumber=0010300", "digitalSignature");
    Octets outside = xca.der("school.pem");
    OutsideTrust trust =
        OutsideTrust.none()
            .authority(xca.der("xca.pem"))
            .certificate(SCHOOL, new EnvelopeV1().sha256(outside.toArray()));
    Settings once = Settings.defaults().retrying(1, Duration.ofSeconds(30), Duration.ofMinutes(5));
    network = new Network(new Trusting(folder, clock, trust), clock, once);
    person = network.cryptography().person();
    school = network.station(SCHOOL.value());
    assertThat(imported(school)).isEqualTo(outside);
    school.register(network.admit(SCHOOL));
    edb = network.registered("EDB");
  }

  @Test
  void a_message_that_its_rsa_key_signed_is_sent_and_opened_and_openssl_verifies_it()
      throws IOException {
    MessageId id = FormA.sealed(person, school, edb);
    EnvelopeHead head = school.sealed(id).head();
    assertThat(school.run().problems()).isEmpty();
    assertThat(edb.run().received()).isEqualTo(1);
    FormA.assertOpens(person, edb, new MessageKey(SCHOOL, id));
    Octets sign = certificate(KeyUse.SIGN);
    xca.pem("sign.pem", sign);
    xca.pem("root.pem", network.hub().identity().root());
    assertThat(xca.openssl("x509 -in sign.pem -noout -text")).contains("Public-Key: (3072 bit)");
    Files.write(folder.resolve("routing.p7s"), head.routing().toArray());
    Routing routing = new EnvelopeV1().peek(head.routing());
    assertThat(xca.openssl("cms -cmsout -print -noout -inform DER -in routing.p7s"))
        .contains("rsassaPss");
    String verify =
        "cms -verify -cades -binary -inform DER -in routing.p7s -certfile sign.pem -nointern"
            + " -CAfile root.pem -out routing.json -attime "
            + routing.sealedAt().getEpochSecond();
    assertThat(xca.openssl(verify)).contains("Verification successful");
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
    xca.pem("before.pem", before);
    xca.pem("after.pem", after);
    assertThat(xca.openssl("x509 -in after.pem -noout -pubkey"))
        .contains("BEGIN PUBLIC KEY")
        .isEqualTo(xca.openssl("x509 -in before.pem -noout -pubkey"));
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
        .importOutside(station.party(), pfx, OutsideAuthority.PASSWORD.toCharArray(), person);
  }

  private Octets certificate(KeyUse use) {
    return school.vault().keys(SCHOOL).stream()
        .filter(key -> key.ref().use() == use)
        .findFirst()
        .orElseThrow()
        .certificate()
        .orElseThrow();
  }

  /** As in production, but the hub's authority trusts an outside one. */
  private static final class Trusting extends RealCryptography {
    private final OutsideTrust trust;

    Trusting(Path folder, Clock clock, OutsideTrust trust) {
      super(folder, clock);
      this.trust = trust;
    }

    @Override
    public CertificateAuthority authority() {
      return ((RootAuthority) super.authority()).trusting(trust);
    }
  }
}
