package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.KeyEvent;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.OwnKey;
import io.cds.api.ProblemCode;
import io.cds.api.Watch;
import io.cds.api.envelope.Sha256;
import io.cds.testkit.fake.FakeVault;
import io.cds.testkit.network.Station;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A party that is known and comes with keys that no known key vouches for. */
class PinTest {
  private final Scene scene = Scene.create();

  @Test
  void sealing_to_a_party_that_registered_anew_waits_for_a_person() {
    MessageId before = scene.delivered();
    scene.school().run();
    Station anew = registeredAnew();
    MessageId id = scene.school().desk().confirm(scene.draft());

    Outcome refused = scene.encrypt(id);
    assertThat(Scene.reasons(refused)).containsExactly(ProblemCode.RECIPIENT_REENROLLED);
    Sha256 sign = sign(anew);
    assertThat(((Outcome.Refused) refused).reasons().get(0).detail())
        .isEqualTo("EDB, SIGN " + sign);

    assertThat(
            Scene.reasons(
                scene.school().desk().acceptKey(scene.edb().party(), sign(scene.school()))))
        .containsExactly(ProblemCode.RECIPIENT_REENROLLED);
    assertThat(Scene.reasons(scene.encrypt(id))).containsExactly(ProblemCode.RECIPIENT_REENROLLED);
    assertThat(scene.school().desk().acceptKey(scene.edb().party(), sign)).isEqualTo(Scene.DONE);
    assertThat(scene.encrypt(id)).isEqualTo(Scene.DONE);

    KeyEvent event = scene.school().client().registration().history().get(0);
    assertThat(event.what()).isEqualTo("ACCEPTED");
    assertThat(event.actor()).isEqualTo("clerk");
    assertThat(event.party()).isEqualTo(scene.edb().party());
    assertThat(event.detail()).isEqualTo("SIGN " + sign);
    assertThat(scene.school().run().problems()).isEmpty();
    assertThat(anew.run().received()).isPositive();
    assertThat(scene.status(before)).isEqualTo(OutgoingStatus.RECEIVED);
  }

  @Test
  void what_a_party_sends_that_registered_anew_is_taken_all_the_same() {
    scene.delivered();
    scene.school().run();
    Station anew = registeredAnew();
    MessageId id =
        anew.desk()
            .confirm(
                Draft.to(
                    scene.school().party(), Heading.of("STU", "R", "r"), Scene.attachments(3)));
    assertThat(anew.desk().encrypt(id, FakeVault.PERSON, Watch.none())).isEqualTo(Scene.DONE);
    anew.run();

    assertThat(scene.school().run().received()).isEqualTo(1);
  }

  @Test
  void renewed_keys_need_no_person_and_do_not_help_a_party_that_needs_one() {
    scene.delivered();
    scene.school().run();
    Station anew = registeredAnew();
    scene.clock().advance(Duration.ofDays(300));
    scene.school().run();
    anew.client().registration().renew(FakeVault.PERSON, Watch.none());
    scene.clock().advance(Duration.ofHours(13));
    scene.school().run();
    MessageId id = scene.school().desk().confirm(scene.draft());

    assertThat(Scene.reasons(scene.encrypt(id))).containsExactly(ProblemCode.RECIPIENT_REENROLLED);
    assertThat(scene.school().desk().acceptKey(scene.edb().party(), sign(anew)))
        .isEqualTo(Scene.DONE);
    scene.clock().advance(Duration.ofDays(300));
    scene.network().renewReceiptKey();
    anew.client().registration().renew(FakeVault.PERSON, Watch.none());
    scene.school().register(scene.network().admit(scene.school().party()));
    scene.clock().advance(Duration.ofHours(13));
    scene.school().run();
    assertThat(scene.encrypt(id)).isEqualTo(Scene.DONE);
  }

  /** With another vault and store, as after a fire. */
  private Station registeredAnew() {
    scene.clock().advance(Duration.ofHours(13));
    Station anew = scene.network().registered("EDB");
    scene.school().run();
    return anew;
  }

  private static Sha256 sign(Station station) {
    return station.client().registration().keys().stream()
        .filter(key -> key.use() == KeyUse.SIGN && key.current())
        .map(OwnKey::certificate)
        .findFirst()
        .orElseThrow();
  }
}
