package io.cds.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Settings;
import io.cds.api.Watch;
import io.cds.api.spi.KeyVault;
import io.cds.crypto.keys.Pkcs11Token;
import io.cds.crypto.keys.Pkcs11Vault;
import io.cds.testkit.ManualClock;
import io.cds.testkit.keys.SoftHsm;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** From desk to desk with keys that lie on a PKCS#11 token, two parties on one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenPathTest {
  private static final Outcome DONE = new Outcome.Done();
  private static final String PIN = "193711";

  private final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  private Network network;
  private Station school;
  private Station edb;

  @BeforeAll
  void register(@TempDir Path folder) {
    SoftHsm hsm = SoftHsm.token(0, PIN);
    var settings = Settings.defaults().retrying(1, Duration.ofSeconds(30), Duration.ofMinutes(5));
    Pkcs11Token token = Pkcs11Token.inSlot(hsm.library(), hsm.slot());
    network = new Network(new OnToken(token, folder, clock), clock, settings);
    school = network.registered("010300");
    edb = network.registered("EDB");
  }

  @Test
  void a_message_is_sealed_sent_opened_and_imported_by_keys_that_never_leave_the_token()
      throws IOException {
    KeyAccess pin = network.cryptography().person();
    MessageId id = school.desk().confirm(FormA.draft(edb));
    KeyAccess wrong = KeyAccess.passphrase("193712".toCharArray());
    assertThat(school.desk().encrypt(id, wrong, Watch.none()))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.problem())
                    .extracting(Problem::code)
                    .isEqualTo(ProblemCode.WRONG_PASSPHRASE));
    assertThat(school.desk().encrypt(id, pin, Watch.none())).isEqualTo(DONE);
    assertThat(school.run().problems()).isEmpty();
    assertThat(edb.run().received()).isEqualTo(1);
    MessageKey message = new MessageKey(school.party(), id);
    FormA.assertOpens(pin, edb, message);
    assertThat(edb.desk().importMessage(message)).isEqualTo(DONE);
    edb.run();
    school.run();
    assertThat(school.desk().outgoing(id).orElseThrow().status())
        .isEqualTo(OutgoingStatus.RECEIVED);
  }

  /** A token has no keys of suite 2, and the registration says so by leaving them out. */
  @Test
  void a_party_on_a_token_is_one_of_suite_1_and_holds_no_such_key_in_its_files() {
    assertThat(school.client().registration().keys())
        .extracting(key -> key.use())
        .containsExactlyInAnyOrder(KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT);
    Path files = ((OnToken) network.cryptography()).folder(school.party());
    assertThat(files.resolve("party-010300/unattended.p12")).exists();
    assertThat(Files.exists(files.resolve("party-010300/keys.p12"))).isFalse();
  }

  /** As in production, but the keys of the parties lie on one token. */
  private static final class OnToken extends RealCryptography {
    private final Pkcs11Token token;
    private final Path place;
    private final Clock clock;

    OnToken(Pkcs11Token token, Path place, Clock clock) {
      super(place, clock);
      this.token = token;
      this.place = place;
      this.clock = clock;
    }

    Path folder(PartyCode party) {
      return place.resolve("vault-" + party);
    }

    @Override
    public KeyVault vault(PartyCode party) {
      return party.equals(Network.HUB)
          ? super.vault(party)
          : Pkcs11Vault.open(token, folder(party), clock, new SecureRandom());
    }

    @Override
    public KeyAccess person() {
      return KeyAccess.passphrase(PIN.toCharArray());
    }
  }
}
