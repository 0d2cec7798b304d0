package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.Action;
import io.cds.api.Attachment;
import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.Draft;
import io.cds.api.EnrolmentCode;
import io.cds.api.Heading;
import io.cds.api.IncomingStatus;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.RefusedException;
import io.cds.api.Settings;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import io.cds.testkit.fake.FakeVault;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why something cannot be done now, told before anything changes. */
class ReasonsTest {
  private static final KeyAccess WRONG = KeyAccess.passphrase("wrong".toCharArray());

  private final Scene scene = Scene.create();

  @Test
  void a_wrong_passphrase_at_encryption_leaves_everything_as_it_was() {
    MessageId id = scene.school().desk().confirm(scene.draft());
    int lines = scene.school().desk().history(scene.key(id)).size();
    Outcome outcome = scene.school().desk().encrypt(id, WRONG, Watch.none());
    assertThat(outcome).isEqualTo(failed(ProblemCode.WRONG_PASSPHRASE));
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.READY);
    assertThat(scene.school().desk().history(scene.key(id))).hasSize(lines);
    assertThat(scene.encrypt(id)).isEqualTo(Scene.DONE);
  }

  @Test
  void a_wrong_passphrase_at_decryption_leaves_everything_as_it_was() {
    MessageKey message = scene.key(scene.delivered());
    int lines = scene.edb().desk().history(message).size();
    Outcome outcome = scene.edb().desk().decrypt(message, WRONG, Watch.none());
    assertThat(outcome).isEqualTo(failed(ProblemCode.WRONG_PASSPHRASE));
    assertThat(scene.edb().desk().incoming(message).orElseThrow().status())
        .isEqualTo(IncomingStatus.ENCRYPTED);
    assertThat(scene.edb().desk().history(message)).hasSize(lines);
    assertThat(scene.edb().desk().decrypt(message, FakeVault.PERSON, Watch.none()))
        .isEqualTo(Scene.DONE);
  }

  @Test
  void L10_a_recipient_that_nobody_knows_is_told_at_encryption() {
    MessageId id = scene.school().desk().confirm(to("WFSFAA"));
    assertThat(Scene.reasons(scene.encrypt(id))).containsExactly(ProblemCode.UNKNOWN_RECIPIENT);
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.READY);
    scene.network().registered("WFSFAA");
    assertThat(scene.encrypt(id)).isEqualTo(Scene.DONE);
  }

  @Test
  void a_recipient_that_only_the_hub_could_tell_of_is_no_mistake_of_the_clerk() {
    MessageId id = scene.school().desk().confirm(scene.draft());
    scene.school().transport().unreachable(true);
    assertThat(Scene.reasons(scene.encrypt(id))).containsExactly(ProblemCode.HUB_UNREACHABLE);
  }

  @Test
  void L10_a_recipient_without_a_key_that_counts_is_told_at_encryption() {
    scene.sealed(scene.draft());
    PartyCode school = scene.school().party();
    scene
        .school()
        .store()
        .transact(
            tx -> {
              List<KnownKey> keys = tx.keys().of(school, scene.edb().party(), KeyUse.OPEN);
              keys.forEach(key -> tx.keys().put(school, key.with(KeyState.RETIRED)));
              return keys;
            });
    MessageId id = scene.school().desk().confirm(scene.draft());
    assertThat(Scene.reasons(scene.encrypt(id))).containsExactly(ProblemCode.RECIPIENT_KEY_MISSING);
  }

  @Test
  void L09_an_own_key_that_has_lapsed_is_told_at_encryption() {
    MessageId id = scene.school().desk().confirm(scene.draft());
    scene.clock().advance(Duration.ofDays(366));
    assertThat(Scene.reasons(scene.encrypt(id))).contains(ProblemCode.KEY_EXPIRED);
    assertThat(Scene.codes(scene.school().run().problems())).contains(ProblemCode.KEY_EXPIRED);
  }

  @Test
  void a_school_that_is_not_registered_confirms_and_cannot_encrypt_or_transmit() {
    Station other = scene.network().station("999999");
    MessageId id = other.desk().confirm(scene.draft());
    assertThat(Scene.reasons(other.desk().encrypt(id, FakeVault.PERSON, Watch.none())))
        .containsExactly(ProblemCode.NOT_REGISTERED);
    assertThat(Scene.codes(other.run().problems())).containsExactly(ProblemCode.NOT_REGISTERED);
  }

  @Test
  void L11_a_directory_that_cannot_be_asked_counts_within_its_grace_and_then_no_more() {
    scene.sealed(scene.draft());
    scene.school().transport().unreachable(true);
    scene.clock().advance(Duration.ofHours(47));
    assertThat(scene.encrypt(scene.school().desk().confirm(scene.draft()))).isEqualTo(Scene.DONE);
    scene.clock().advance(Duration.ofHours(2));
    MessageId id = scene.school().desk().confirm(scene.draft());
    assertThat(Scene.reasons(scene.encrypt(id)))
        .containsExactly(ProblemCode.HUB_UNREACHABLE, ProblemCode.DIRECTORY_STALE);
    scene.school().transport().unreachable(false);
    assertThat(scene.encrypt(id)).isEqualTo(Scene.DONE);
  }

  @Test
  void a_key_of_this_party_that_was_not_made_here_is_told_as_that_and_stops_sending() {
    MessageId id = scene.sealed(scene.draft());
    PartyCode party = scene.school().party();
    scene
        .network()
        .store()
        .transact(
            tx -> {
              KnownKey own = tx.keys().of(Network.HUB, party, KeyUse.OPEN).get(0);
              tx.keys().put(Network.HUB, other(own));
              return own;
            });
    assertThat(Scene.codes(scene.school().run().problems()))
        .containsExactly(ProblemCode.OWN_KEY_UNKNOWN);
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.PROCESSING);
    assertThat(scene.edb().run().received()).isZero();
  }

  @Test
  void a_person_who_gives_up_at_the_passphrase_cancels_the_verb_and_nothing_changes() {
    KeyAccess givenUp =
        (party, use) -> {
          throw new CdsException(Problem.of(ProblemCode.CANCELLED));
        };
    MessageId id = scene.school().desk().confirm(scene.draft());
    assertThat(scene.school().desk().encrypt(id, givenUp, Watch.none()))
        .isEqualTo(new Outcome.Cancelled());
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.READY);
    MessageKey message = scene.key(scene.delivered());
    assertThat(scene.edb().desk().decrypt(message, givenUp, Watch.none()))
        .isEqualTo(new Outcome.Cancelled());
    assertThat(scene.edb().desk().incoming(message).orElseThrow().status())
        .isEqualTo(IncomingStatus.ENCRYPTED);
  }

  @Test
  void a_grace_of_less_than_nothing_is_no_setting() {
    Settings good = Settings.defaults();
    assertThatThrownBy(
            () ->
                new Settings(
                    good.attempts(),
                    good.sendWindow(),
                    good.firstBackOff(),
                    good.longestBackOff(),
                    good.lease(),
                    Duration.ofSeconds(-1),
                    good.postQuantum()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[directoryGrace]");
  }

  /** Another key that says the same of itself. */
  static KnownKey other(KnownKey key) {
    return new KnownKey(
        key.party(),
        key.use(),
        key.state(),
        key.certificate(),
        new Sha256("11".repeat(32)),
        key.notBefore(),
        key.notAfter(),
        key.revokedAt(),
        key.invalidSince());
  }

  @Test
  void a_list_is_asked_for_one_item_at_least_and_a_thousand_at_most() {
    for (int most : new int[] {Integer.MIN_VALUE, -1, 0, 1001, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> scene.school().desk().outgoing(Cursor.START, most))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[" + most + "]");
      assertThatThrownBy(() -> scene.school().desk().incoming(Cursor.START, most))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[" + most + "]");
    }
    assertThat(scene.school().desk().outgoing(Cursor.START, 1000).items()).isEmpty();
    assertThat(scene.school().desk().incoming(Cursor.START, 1).items()).isEmpty();
  }

  @Test
  void a_root_that_is_not_the_letters_is_not_trusted_and_no_key_is_made() {
    Station other = scene.network().station("030300");
    EnrolmentCode code = scene.network().admit(other.party());
    Sha256 root = new Sha256("00".repeat(32));
    assertThatThrownBy(
            () ->
                other.client().registration().register(code, root, FakeVault.PERSON, Watch.none()))
        .isInstanceOfSatisfying(
            CdsException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.HUB_UNTRUSTED));
    assertThat(other.vault().keys(other.party())).isEmpty();
  }

  @Test
  void a_code_mistyped_is_refused_and_the_right_one_goes_on_with_the_same_keys() {
    Station other = scene.network().station("030300");
    EnrolmentCode code = scene.network().admit(other.party());
    EnrolmentCode wrong = EnrolmentCode.parse("0".repeat(26));
    assertThatThrownBy(() -> other.register(wrong))
        .isInstanceOfSatisfying(
            CdsException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.ENROLMENT_REFUSED));
    int keys = other.vault().keys(other.party()).size();
    other.register(code);
    assertThat(other.vault().keys(other.party())).hasSize(keys);
    assertThat(other.client().registration().registered()).isTrue();
    other.register(code);
    assertThat(other.vault().keys(other.party())).hasSize(keys);
  }

  @Test
  void a_draft_with_errors_is_refused_with_all_of_them_and_nothing_is_kept() {
    Attachment bad = new Attachment("a/b", "text/csv", Source.of(new byte[1]));
    Draft draft = Draft.to(scene.edb().party(), Heading.of("S", "T", ""), List.of(bad, bad));
    assertThat(scene.school().desk().check(draft).findings()).hasSizeGreaterThan(1);
    assertThatThrownBy(() -> scene.school().desk().confirm(draft))
        .isInstanceOf(RefusedException.class);
    assertThat(scene.school().desk().outgoing(Cursor.START, 10).items()).isEmpty();
  }

  @Test
  void an_action_in_another_status_names_the_statuses_that_allow_it() {
    MessageId id = scene.school().desk().confirm(scene.draft());
    assertThat(Scene.codes(scene.school().desk().whyNot(Action.RESEND, scene.key(id))))
        .containsExactly(ProblemCode.WRONG_STATUS);
    assertThat(scene.school().desk().whyNot(Action.RESEND, scene.key(id)).get(0).detail())
        .contains("SENT", "SEND_FAIL", "RECEIVED");
    assertThat(Scene.reasons(scene.school().desk().resend(id)))
        .containsExactly(ProblemCode.WRONG_STATUS);
    assertThat(Scene.codes(scene.school().desk().whyNot(Action.DECRYPT, scene.key(id))))
        .containsExactly(ProblemCode.UNKNOWN_MESSAGE);
  }

  private static Draft to(String party) {
    return Draft.to(Scene.party(party), Heading.of("S", "T", ""), Scene.attachments(3));
  }

  private static Outcome failed(ProblemCode code) {
    return new Outcome.Failed(Problem.of(code));
  }
}
