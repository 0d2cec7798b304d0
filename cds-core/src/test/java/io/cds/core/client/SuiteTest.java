package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.PostQuantum;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Recipient;
import io.cds.api.Settings;
import io.cds.api.Watch;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyVault;
import io.cds.api.store.PartyRow;
import io.cds.testkit.fake.FakeVault;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One suite a message: chosen by what parties say of themselves, and never talked down. */
class SuiteTest {
  private final Scene scene = Scene.create();

  @Test
  void a_message_is_of_suite_2_where_all_can() {
    MessageId id = scene.sealed(scene.draft());
    assertThat(suite(id)).isEqualTo(2);
    assertThat(scene.school().sealed(id).head().routingMldsa()).isPresent();
    scene.school().run();
    scene.edb().run();
    assertThat(scene.edb().desk().decrypt(scene.key(id), FakeVault.PERSON, Watch.none()))
        .isEqualTo(Scene.DONE);
    scene.edb().run();
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.RECEIVED);
  }

  @Test
  void one_recipient_without_the_keys_makes_it_suite_1_for_all() {
    station("020200", PostQuantum.OFF);
    MessageId id = scene.sealed(to("EDB", "020200"));
    assertThat(suite(id)).isEqualTo(1);
    assertThat(scene.school().sealed(id).head().routingMldsa()).isEmpty();
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SENT);
  }

  @Test
  void a_sender_who_does_without_seals_by_suite_1() {
    scene.school().settings(settings(PostQuantum.OFF));
    assertThat(suite(scene.sealed(scene.draft()))).isEqualTo(1);
  }

  @Test
  void what_the_sender_demands_is_told_before_anything_is_sealed() {
    station("020200", PostQuantum.OFF);
    scene.school().settings(settings(PostQuantum.REQUIRED));
    MessageId id = scene.school().desk().confirm(to("EDB", "020200"));
    Outcome outcome = scene.encrypt(id);
    assertThat(outcome).isEqualTo(refused("010300 demands it, 020200 cannot"));
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.READY);
    assertThat(suite(scene.sealed(scene.draft()))).isEqualTo(2);
  }

  @Test
  void what_a_recipient_demands_is_told_too() {
    Station old = station("020200", PostQuantum.OFF);
    scene.edb().settings(settings(PostQuantum.REQUIRED));
    scene.edb().client().registration().publish(FakeVault.PERSON);
    MessageId id = old.desk().confirm(scene.draft());
    assertThat(old.desk().encrypt(id, FakeVault.PERSON, Watch.none()))
        .isEqualTo(refused("EDB demands it, 020200 cannot"));
    assertThat(suite(scene.sealed(scene.draft()))).isEqualTo(2);
  }

  @Test
  void the_reason_speaks_both_languages_and_has_a_cure() {
    Problem problem = Problem.of(ProblemCode.PQ_REQUIRED);
    assertThat(problem.code().text(Locale.ENGLISH)).startsWith("Post-quantum sealing is demanded");
    assertThat(problem.code().text(Locale.TRADITIONAL_CHINESE)).contains("抗量子");
    assertThat(problem.code().cure(Locale.ENGLISH)).contains("register anew");
    assertThat(problem.code().cure(Locale.TRADITIONAL_CHINESE)).contains("重新註冊");
  }

  @Test
  void publishing_again_changes_nothing_unless_the_settings_did() {
    PartyRow before = atHub("EDB");
    scene.edb().client().registration().publish(FakeVault.PERSON);
    assertThat(atHub("EDB")).isEqualTo(before);
    scene.edb().settings(settings(PostQuantum.REQUIRED));
    scene.edb().client().registration().publish(FakeVault.PERSON);
    assertThat(atHub("EDB").counter()).isEqualTo(before.counter() + 1);
  }

  @Test
  void a_directory_that_answers_with_an_older_record_talks_nobody_down() {
    scene.edb().settings(settings(PostQuantum.OFF));
    scene.edb().client().registration().publish(FakeVault.PERSON);
    PartyRow classical = atHub("EDB");
    scene.edb().settings(settings(PostQuantum.OFFERED));
    scene.edb().client().registration().publish(FakeVault.PERSON);
    assertThat(suite(scene.sealed(scene.draft()))).isEqualTo(2);

    atHub(classical.record().orElseThrow(), classical.counter());
    scene.clock().advance(Duration.ofHours(13));
    scene.school().run();
    assertThat(suite(scene.sealed(scene.draft()))).isEqualTo(2);
  }

  @Test
  void a_directory_that_keeps_the_second_key_back_hinders_and_does_not_talk_down() {
    scene
        .network()
        .store()
        .transact(
            tx -> {
              List<KnownKey> keys =
                  tx.keys().of(Network.HUB, scene.edb().party(), KeyUse.OPEN_MLKEM);
              keys.forEach(key -> tx.keys().put(Network.HUB, key.with(KeyState.RETIRED)));
              return keys;
            });
    MessageId id = scene.school().desk().confirm(scene.draft());
    assertThat(Scene.reasons(scene.encrypt(id))).containsExactly(ProblemCode.RECIPIENT_KEY_MISSING);
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.READY);
  }

  @Test
  void the_hub_takes_nothing_that_is_sealed_to_a_second_key_it_did_not_publish() {
    MessageId id = scene.sealed(scene.draft());
    scene
        .network()
        .store()
        .transact(
            tx -> {
              List<KnownKey> keys =
                  tx.keys().of(Network.HUB, scene.edb().party(), KeyUse.OPEN_MLKEM);
              keys.forEach(key -> tx.keys().put(Network.HUB, key.with(KeyState.PENDING)));
              return keys;
            });
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SEND_FAIL);
    assertThat(scene.sent(id).lastProblem().orElseThrow().code()).isEqualTo(ProblemCode.REFUSED);
  }

  @Test
  void a_vault_without_such_keys_registers_for_suite_1() {
    Station old = scene.network().station("020200");
    KeyVault vault = old.vault();
    ((FakeVault) vault).without(KeyUse.SIGN_MLDSA);
    old.register(scene.network().admit(old.party()));
    MessageId id = scene.sealed(to("EDB", "020200"));
    assertThat(suite(id)).isEqualTo(1);
  }

  private Station station(String code, PostQuantum setting) {
    Station station = scene.network().station(code);
    station.settings(settings(setting));
    station.register(scene.network().admit(station.party()));
    return station;
  }

  private static Settings settings(PostQuantum setting) {
    return Settings.defaults().with(setting);
  }

  private static Draft to(String... codes) {
    return new Draft(
        List.of(codes).stream().map(Scene::party).map(Recipient::original).toList(),
        Heading.of("STU", "FORMA", "form A"),
        List.of(),
        Duration.ofDays(90),
        false);
  }

  private static Outcome refused(String detail) {
    return new Outcome.Refused(List.of(Problem.of(ProblemCode.PQ_REQUIRED, detail)));
  }

  private int suite(MessageId id) {
    return scene
        .network()
        .cryptography()
        .codec()
        .peek(scene.school().sealed(id).head().routing())
        .suite();
  }

  private PartyRow atHub(String code) {
    PartyRow.Key key = new PartyRow.Key(Network.HUB, Scene.party(code));
    return scene.network().store().transact(tx -> tx.parties().find(key)).orElseThrow();
  }

  /** The hub goes back to this record. */
  private void atHub(Octets record, long counter) {
    PartyRow row = atHub("EDB");
    PartyRow lie =
        new PartyRow(
            row.owner(),
            row.party(),
            row.name(),
            row.chineseName(),
            Optional.of(record),
            counter,
            row.until(),
            row.version());
    scene
        .network()
        .store()
        .transact(
            tx -> {
              tx.parties().replace(lie);
              return lie;
            });
  }
}
