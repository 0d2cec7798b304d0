package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.CdsException;
import io.cds.api.IncomingStatus;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.OutgoingStatus;
import io.cds.api.OwnKey;
import io.cds.api.ProblemCode;
import io.cds.api.Watch;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.testkit.fake.FakeVault;
import io.cds.testkit.network.DyingStore;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are renewed by the old ones, which open and count on. */
class RenewTest {
  private final Scene scene = Scene.create();

  @Test
  void keys_are_renewed_in_their_last_90_days_and_no_earlier() {
    scene.clock().advance(Duration.ofDays(274));
    assertThat(refusal(scene.school())).isEqualTo(ProblemCode.RENEWAL_REFUSED);
    assertThat(states(KeyUse.SIGN)).containsExactly(KeyState.ACTIVE);

    scene.clock().advance(Duration.ofDays(2));
    renew(scene.school());

    for (KeyUse use : List.of(KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT)) {
      assertThat(states(use)).containsExactly(KeyState.ACTIVE, KeyState.RETIRED);
    }
    assertThat(current()).hasSize(5).allMatch(key -> key.notAfter().isAfter(inDays(360)));
    assertThat(refusal(scene.school())).as("once").isEqualTo(ProblemCode.RENEWAL_REFUSED);
  }

  @Test
  void a_lapsed_key_is_not_renewed_but_needs_a_new_code() {
    scene.clock().advance(Duration.ofDays(366));
    scene.network().renewReceiptKey();

    assertThat(refusal(scene.school())).isEqualTo(ProblemCode.KEY_EXPIRED);

    scene.school().register(scene.network().admit(scene.school().party()));
    assertThat(states(KeyUse.SIGN)).contains(KeyState.ACTIVE);
    assertThat(scene.school().run().problems()).isEmpty();
  }

  @Test
  void L09_old_messages_open_with_old_keys_and_what_the_old_key_signed_counts() {
    scene.clock().advance(Duration.ofDays(300));
    scene.school().run();
    scene.edb().run();
    MessageId toOld = scene.sealed(scene.draft());
    renew(scene.edb());
    MessageId fromOld = scene.sealed(scene.draft());
    renew(scene.school());

    assertThat(scene.school().run().problems()).isEmpty();
    assertThat(scene.edb().run().problems()).isEmpty();
    for (MessageId id : List.of(toOld, fromOld)) {
      assertThat(scene.edb().desk().decrypt(scene.key(id), FakeVault.PERSON, Watch.none()))
          .isEqualTo(Scene.DONE);
    }
    scene.clock().advance(Duration.ofDays(80));
    scene.network().renewReceiptKey();
    MessageId fresh = scene.sealed(scene.draft());
    assertThat(scene.school().run().problems()).isEmpty();
    assertThat(scene.edb().run().problems()).isEmpty();
    assertThat(scene.edb().desk().incoming(scene.key(fresh)).orElseThrow().status())
        .isEqualTo(IncomingStatus.ENCRYPTED);
    scene.school().run();
    assertThat(scene.status(fresh)).isEqualTo(OutgoingStatus.RECEIVED);
  }

  @Test
  void a_party_that_comes_late_knows_the_old_keys_too() {
    scene.clock().advance(Duration.ofDays(300));
    Station late = scene.network().registered("020200");
    MessageId id = scene.school().desk().confirm(draftTo(late));
    assertThat(scene.encrypt(id)).isEqualTo(Scene.DONE);
    scene.school().run();
    renew(scene.school());

    assertThat(late.run().problems()).isEmpty();
    assertThat(late.desk().incoming(scene.key(id))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_renewal_that_dies_at_any_transaction_goes_on_with_the_same_keys(boolean afterCommit) {
    boolean died = true;
    int transaction = 0;
    while (died) {
      transaction++;
      Scene dying = Scene.create();
      dying.clock().advance(Duration.ofDays(300));
      DyingStore store = dying.school().mortal().dieAt(transaction, afterCommit);
      try {
        renew(dying.school());
      } catch (CdsException e) {
        assertThat(store.died()).isTrue();
        dying.school().restart();
        assertThat(dying.school().run().problems()).as("died at " + transaction).isEmpty();
        try {
          renew(dying.school());
        } catch (CdsException done) {
          assertThat(done.problem().code()).isEqualTo(ProblemCode.RENEWAL_REFUSED);
        }
      }
      died = store.died();
      dying.school().restart();
      assertThat(dying.school().run().problems()).as("died at " + transaction).isEmpty();
      assertThat(states(dying, KeyUse.SIGN))
          .as("died at " + transaction)
          .containsExactly(KeyState.ACTIVE, KeyState.RETIRED);
    }
    assertThat(transaction).isGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_call_that_is_lost_leaves_a_renewal_to_be_repeated(boolean answerLost) {
    for (int call = 1; call <= 6; call++) {
      Scene faulty = Scene.create();
      faulty.clock().advance(Duration.ofDays(300));
      if (answerLost) {
        faulty.school().transport().loseAnswerAt(call);
      } else {
        faulty.school().transport().failAt(call);
      }
      CdsException lost = catchThrowableOfType(CdsException.class, () -> renew(faulty.school()));
      assertThat(lost.problem().code()).isEqualTo(ProblemCode.HUB_UNREACHABLE);
      assertThat(faulty.school().run().problems()).as("call " + call).isEmpty();
      renew(faulty.school());
      assertThat(states(faulty, KeyUse.SIGN)).containsExactly(KeyState.ACTIVE, KeyState.RETIRED);
    }
  }

  private static io.cds.api.Draft draftTo(Station to) {
    return io.cds.api.Draft.to(
        to.party(), io.cds.api.Heading.of("STU", "FORMA", "form A"), Scene.attachments(3));
  }

  private static void renew(Station station) {
    station.client().registration().renew(FakeVault.PERSON, Watch.none());
  }

  private static ProblemCode refusal(Station station) {
    return catchThrowableOfType(CdsException.class, () -> renew(station)).problem().code();
  }

  private List<OwnKey> current() {
    return scene.school().client().registration().keys().stream().filter(OwnKey::current).toList();
  }

  private java.time.Instant inDays(int days) {
    return scene.clock().instant().plus(Duration.ofDays(days));
  }

  private List<KeyState> states(KeyUse use) {
    return states(scene, use);
  }

  private static List<KeyState> states(Scene scene, KeyUse use) {
    return scene
        .network()
        .store()
        .transact(tx -> tx.keys().of(Network.HUB, scene.school().party(), use))
        .stream()
        .map(KnownKey::state)
        .toList();
  }
}
