package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Action;
import io.cds.api.Actor;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.OutgoingStatus;
import io.cds.api.ProblemCode;
import io.cds.api.Watch;
import io.cds.api.store.DeliveryRow;
import io.cds.testkit.fake.FakeVault;
import io.cds.testkit.network.Station;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A key that ends while a sealed message waits: it is sealed again, with the same id. */
class ResealTest {
  private static final Actor OFFICER = Actor.of("officer");

  private final Scene scene = Scene.create();

  @Test
  void L09_a_message_sealed_to_a_key_that_lapsed_on_the_way_is_sealed_again() {
    scene.clock().advance(Duration.ofDays(364));
    renew(scene.school());
    MessageId id = scene.sealed(scene.draft());
    scene.school().transport().unreachable(true);
    scene.school().run();
    renew(scene.edb());
    scene.clock().advance(Duration.ofHours(30));
    scene.network().renewReceiptKey();
    scene.school().transport().unreachable(false);

    assertThat(Scene.codes(scene.school().run().problems()))
        .containsExactly(ProblemCode.SEAL_OUTDATED);
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SEND_FAIL);
    assertThat(scene.sent(id).lastProblem().orElseThrow().code())
        .isEqualTo(ProblemCode.SEAL_OUTDATED);
    assertThat(codes(Action.RESEND, id)).containsExactly(ProblemCode.SEAL_OUTDATED);
    assertThat(codes(Action.EXPORT, id)).containsExactly(ProblemCode.SEAL_OUTDATED);
    assertThat(codes(Action.ENCRYPT, id)).isEmpty();

    assertThat(scene.encrypt(id)).isEqualTo(Scene.DONE);
    assertThat(seal(id)).isEqualTo(2);
    assertReceivedOnce(id);
  }

  @Test
  void a_key_of_the_recipient_that_was_revoked_meanwhile_is_sealed_to_no_more() {
    MessageId id = scene.sealed(scene.draft());
    scene.clock().advance(Duration.ofMinutes(10));
    scene
        .network()
        .hub()
        .revoke(scene.edb().party(), Set.of(KeyUse.OPEN), scene.clock().instant(), OFFICER);

    scene.school().run();

    assertThat(scene.status(id)).as("the hub refuses").isEqualTo(OutgoingStatus.SEND_FAIL);
    scene.clock().advance(Duration.ofHours(13));
    scene.school().run();
    assertThat(codes(Action.ENCRYPT, id)).containsExactly(ProblemCode.RECIPIENT_KEY_MISSING);
    scene.edb().register(scene.network().admit(scene.edb().party()));
    scene.clock().advance(Duration.ofHours(13));
    scene.school().run();
    assertThat(codes(Action.ENCRYPT, id)).as("vouched for by the old SIGN key").isEmpty();
    assertThat(scene.encrypt(id)).isEqualTo(Scene.DONE);
    assertReceivedOnce(id);
  }

  @Test
  void a_message_that_an_own_revoked_key_signed_is_sealed_again_by_the_new_one() {
    MessageId id = scene.sealed(scene.draft());
    scene.clock().advance(Duration.ofMinutes(10));
    scene
        .network()
        .hub()
        .revoke(
            scene.school().party(),
            EnumSet.of(KeyUse.SIGN, KeyUse.TRANSMIT),
            scene.clock().instant(),
            OFFICER);
    scene.school().register(scene.network().admit(scene.school().party()));

    assertThat(Scene.codes(scene.school().run().problems()))
        .containsExactly(ProblemCode.SEAL_OUTDATED);
    assertThat(scene.encrypt(id)).isEqualTo(Scene.DONE);
    assertReceivedOnce(id);
  }

  @Test
  void a_renewed_recipient_opens_the_old_seal_and_a_person_may_seal_again() {
    scene.clock().advance(Duration.ofDays(300));
    MessageId old = scene.sealed(scene.draft());
    MessageId again = scene.sealed(scene.draft());
    renewSeenBySchool(scene.edb());

    assertThat(codes(Action.ENCRYPT, again)).isEmpty();
    assertThat(scene.encrypt(again)).isEqualTo(Scene.DONE);
    assertThat(seal(old)).isEqualTo(1);
    assertThat(seal(again)).isEqualTo(2);
    scene.school().run();
    scene.edb().run();
    for (MessageId id : List.of(old, again)) {
      assertThat(scene.edb().desk().decrypt(scene.key(id), FakeVault.PERSON, Watch.none()))
          .isEqualTo(Scene.DONE);
    }
  }

  @Test
  void while_all_keys_count_nothing_is_sealed_again() {
    MessageId id = scene.sealed(scene.draft());

    assertThat(codes(Action.ENCRYPT, id)).containsExactly(ProblemCode.WRONG_STATUS);
  }

  @Test
  void a_receipt_for_the_earlier_seal_settles_the_message_and_the_later_one_is_not_taken() {
    scene.clock().advance(Duration.ofDays(300));
    MessageId id = scene.sealed(scene.draft());
    scene.school().transport().loseAnswerAt(2);
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.PROCESSING);
    assertThat(scene.edb().run().received()).isEqualTo(1);
    renewSeenBySchool(scene.edb());

    assertThat(scene.encrypt(id)).isEqualTo(Scene.DONE);
    assertThat(seal(id)).isEqualTo(2);
    scene.school().run();

    assertThat(scene.status(id)).isIn(OutgoingStatus.SENT, OutgoingStatus.RECEIVED);
    assertReceivedOnce(id);
    assertThat(delivery(id).refusal()).isEmpty();
  }

  @Test
  void a_recipient_that_has_the_earlier_seal_by_zip_keeps_it_and_says_so() throws IOException {
    scene.clock().advance(Duration.ofDays(300));
    MessageId id = scene.sealed(scene.draft());
    scene
        .school()
        .settings(
            scene.network().settings().retrying(1, Duration.ofSeconds(1), Duration.ofSeconds(2)));
    scene.school().transport().unreachable(true);
    scene.school().run();
    scene.school().transport().unreachable(false);
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    assertThat(scene.school().desk().export(id, zip, Watch.none())).isEqualTo(Scene.DONE);
    scene.edb().desk().importZip(new ByteArrayInputStream(zip.toByteArray()), Watch.none());
    renewSeenBySchool(scene.edb());
    assertThat(scene.encrypt(id)).isEqualTo(Scene.DONE);
    assertThat(seal(id)).isEqualTo(2);

    assertReceivedOnce(id);

    assertThat(delivery(id).refusal()).isEmpty();
  }

  /** The directory is asked for whom one seals to, once what is known is a day old. */
  private void renewSeenBySchool(Station edb) {
    renew(edb);
    scene.clock().advance(Duration.ofHours(25));
    scene.encrypt(scene.school().desk().confirm(scene.draft()));
  }

  private void assertReceivedOnce(MessageId id) {
    scene.school().run();
    scene.edb().run();
    scene.edb().desk().decrypt(scene.key(id), FakeVault.PERSON, Watch.none());
    scene.edb().desk().importMessage(scene.key(id));
    scene.edb().run();
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.RECEIVED);
    assertThat(scene.edb().imported()).containsExactly(scene.key(id));
  }

  private DeliveryRow delivery(MessageId id) {
    return scene
        .school()
        .store()
        .transact(tx -> tx.deliveries().of(scene.school().party(), id))
        .get(0);
  }

  private List<ProblemCode> codes(Action action, MessageId id) {
    return Scene.codes(scene.school().desk().whyNot(action, scene.key(id)));
  }

  private int seal(MessageId id) {
    return scene.school().sealed(id).seal();
  }

  private static void renew(Station station) {
    station.client().registration().renew(FakeVault.PERSON, Watch.none());
  }
}
