package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.CdsException;
import io.cds.api.KeyEvent;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.ProblemCode;
import io.cds.api.Watch;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.SignedRequest;
import io.cds.api.spi.VaultKey;
import io.cds.testkit.fake.FakeVault;
import io.cds.testkit.network.DyingStore;
import io.cds.testkit.network.Station;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a move the new place sends and receives, the old one reads what it has and no more. */
class MoveTest {
  private final Scene scene = Scene.create();

  @Test
  void after_a_move_the_old_place_is_fenced_and_reads_what_it_has() {
    MessageId had = delivered();
    PlaceBefore old = PlaceBefore.of(scene);
    scene.clock().advance(Duration.ofMinutes(1));

    move(scene.school());

    assertThat(states(scene, KeyUse.SIGN)).containsExactly(KeyState.ACTIVE, KeyState.REVOKED);
    assertThat(states(scene, KeyUse.TRANSMIT)).containsExactly(KeyState.ACTIVE, KeyState.REVOKED);
    assertThat(states(scene, KeyUse.OPEN)).containsExactly(KeyState.ACTIVE);
    assertThat(old.requestsAreRefused()).isTrue();
    scene.clock().advance(Duration.ofMinutes(1));
    MessageId id = scene.sealed(scene.draft());
    assertThat(scene.school().run().problems()).isEmpty();
    assertThat(scene.edb().run().problems()).isEmpty();
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.RECEIVED);
    assertThat(decrypt(scene.edb(), had)).as("sealed before the move").isEqualTo(Scene.DONE);
    assertThat(scene.school().client().registration().history())
        .extracting(KeyEvent::what)
        .containsExactly("MOVED");
  }

  @Test
  void a_move_is_no_renewal_and_the_keys_can_be_renewed_after_it() {
    scene.clock().advance(Duration.ofDays(1));
    move(scene.school());
    scene.clock().advance(Duration.ofDays(300));
    scene.school().client().registration().renew(FakeVault.PERSON, Watch.none());

    assertThat(states(scene, KeyUse.SIGN))
        .containsExactly(KeyState.ACTIVE, KeyState.RETIRED, KeyState.REVOKED);
    assertThat(states(scene, KeyUse.OPEN)).containsExactly(KeyState.ACTIVE, KeyState.RETIRED);
    assertThat(scene.school().run().problems()).isEmpty();
  }

  @Test
  void what_was_sealed_before_the_move_and_not_accepted_is_sealed_again() {
    MessageId id = scene.sealed(scene.draft());
    scene.clock().advance(Duration.ofMinutes(1));
    move(scene.school());

    assertThat(Scene.codes(scene.school().run().problems()))
        .containsExactly(ProblemCode.SEAL_OUTDATED);
    assertThat(scene.encrypt(id)).isEqualTo(Scene.DONE);
    assertThat(scene.school().run().problems()).isEmpty();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SENT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_move_that_dies_at_any_transaction_goes_on_with_the_same_keys(boolean afterCommit) {
    boolean died = true;
    int transaction = 0;
    while (died) {
      transaction++;
      Scene dying = Scene.create();
      dying.clock().advance(Duration.ofDays(1));
      DyingStore store = dying.school().mortal().dieAt(transaction, afterCommit);
      try {
        move(dying.school());
      } catch (CdsException e) {
        assertThat(store.died()).isTrue();
        dying.school().restart();
        dying.school().run();
        move(dying.school());
      }
      died = store.died();
      dying.school().restart();
      assertThat(dying.school().run().problems()).as("died at " + transaction).isEmpty();
      assertThat(states(dying, KeyUse.OPEN)).containsExactly(KeyState.ACTIVE);
      assertThat(states(dying, KeyUse.SIGN)).contains(KeyState.ACTIVE, KeyState.REVOKED);
    }
    assertThat(transaction).isGreaterThan(5);
  }

  @Test
  void a_code_that_enrols_a_new_installation_ends_the_old_one_too() {
    PlaceBefore old = PlaceBefore.of(scene);
    scene.clock().advance(Duration.ofDays(1));
    scene.school().register(scene.network().admit(scene.school().party()));

    assertThat(states(scene, KeyUse.SIGN)).containsExactly(KeyState.ACTIVE, KeyState.REVOKED);
    assertThat(old.requestsAreRefused()).isTrue();
    assertThat(scene.school().run().problems()).isEmpty();
  }

  private MessageId delivered() {
    MessageId id = scene.delivered();
    scene.school().run();
    return id;
  }

  private Outcome decrypt(Station station, MessageId id) {
    return station.desk().decrypt(scene.key(id), FakeVault.PERSON, Watch.none());
  }

  private static void move(Station station) {
    station.client().registration().move(FakeVault.PERSON, Watch.none());
  }

  private static List<KeyState> states(Scene scene, KeyUse use) {
    return scene.network().hub().keys(scene.school().party()).stream()
        .filter(key -> key.use() == use)
        .map(KnownKey::state)
        .toList();
  }

  /** What the old place signs requests with. */
  private record PlaceBefore(Scene scene, SignedRequest request) {
    static PlaceBefore of(Scene scene) {
      Station school = scene.school();
      VaultKey transmit =
          school.vault().keys(school.party()).stream()
              .filter(key -> key.ref().use() == KeyUse.TRANSMIT)
              .findFirst()
              .orElseThrow();
      byte[] data = {1, 2, 3};
      byte[] signature =
          school
              .vault()
              .sign(transmit.ref(), SignatureScheme.ECDSA_SHA256_P1363, data, FakeVault.MACHINE);
      Sha256 id =
          scene
              .network()
              .cryptography()
              .codec()
              .sha256(transmit.certificate().orElseThrow().toArray());
      return new PlaceBefore(scene, new SignedRequest(id, Octets.of(data), Octets.of(signature)));
    }

    boolean requestsAreRefused() {
      CdsException refused =
          catchThrowableOfType(
              CdsException.class, () -> scene.network().hub().endpoint().mailbox(request));
      return refused.problem().code() == ProblemCode.REQUEST_REFUSED;
    }
  }
}
