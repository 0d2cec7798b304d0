package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Actor;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.Settings;
import io.cds.api.Watch;
import io.cds.api.ZipReport;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.store.Store;
import io.cds.testkit.network.Network;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** L11: what the directory said counts for a bounded grace, then nothing is taken by it. */
class StaleDirectoryTest {
  private final Scene scene =
      Scene.create(Settings.defaults().retrying(1, Duration.ofSeconds(1), Duration.ofSeconds(2)));

  @Test
  void L11_a_zip_is_taken_within_the_grace_and_not_after_it() throws IOException {
    scene.delivered();
    byte[] early = exported();
    byte[] late = exported();
    scene.edb().transport().unreachable(true);

    scene.clock().advance(Duration.ofHours(47));
    assertThat(result(early).result()).isEqualTo(ZipReport.Result.STORED);
    scene.clock().advance(Duration.ofHours(2));
    ZipReport.Entry refused = result(late);
    assertThat(refused.result()).isEqualTo(ZipReport.Result.REFUSED);
    assertThat(refused.problem().orElseThrow().code()).isEqualTo(ProblemCode.DIRECTORY_STALE);

    scene.edb().transport().unreachable(false);
    assertThat(result(late).result()).as("asked anew").isEqualTo(ZipReport.Result.STORED);
  }

  @Test
  void L11_a_key_that_was_revoked_meanwhile_is_known_as_soon_as_the_hub_is_asked()
      throws IOException {
    scene.delivered();
    byte[] zip = exported();
    scene.clock().advance(Duration.ofDays(3));
    scene
        .network()
        .hub()
        .revoke(
            scene.school().party(),
            Set.of(KeyUse.SIGN),
            scene.clock().instant().minus(Duration.ofDays(1)),
            Actor.of("officer"));

    ZipReport.Entry refused = result(zip);
    assertThat(refused.result()).isEqualTo(ZipReport.Result.REFUSED);
    assertThat(refused.problem().orElseThrow().detail()).contains("SIGNER_REVOKED");
  }

  @Test
  void a_key_that_was_revoked_once_stays_so_whatever_the_directory_states_later() {
    scene.delivered();
    Instant since = scene.clock().advance(Duration.ofHours(1));
    KnownKey before = sign(scene.network().store(), Network.HUB);
    scene
        .network()
        .hub()
        .revoke(scene.school().party(), Set.of(KeyUse.SIGN), since, Actor.of("officer"));
    scene.clock().advance(Duration.ofHours(13));
    scene.edb().run();
    assertThat(sign(scene.edb().store(), scene.edb().party()).state()).isEqualTo(KeyState.REVOKED);

    for (KnownKey lie : List.of(before, before.revoked(since, since.plusSeconds(60)))) {
      scene
          .network()
          .store()
          .transact(
              tx -> {
                tx.keys().put(Network.HUB, lie);
                return true;
              });
      scene.clock().advance(Duration.ofHours(13));
      assertThat(scene.edb().run().problems()).isEmpty();
      KnownKey known = sign(scene.edb().store(), scene.edb().party());
      assertThat(known.state()).isEqualTo(KeyState.REVOKED);
      assertThat(known.invalidSince()).contains(since);
    }
  }

  private KnownKey sign(Store store, PartyCode owner) {
    return store.transact(tx -> tx.keys().of(owner, scene.school().party(), KeyUse.SIGN)).get(0);
  }

  private byte[] exported() throws IOException {
    MessageId id = scene.sealed(scene.draft());
    scene.school().transport().unreachable(true);
    scene.school().run();
    scene.school().transport().unreachable(false);
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    assertThat(scene.school().desk().export(id, zip, Watch.none())).isEqualTo(Scene.DONE);
    return zip.toByteArray();
  }

  private ZipReport.Entry result(byte[] zip) throws IOException {
    return scene
        .edb()
        .desk()
        .importZip(new ByteArrayInputStream(zip), Watch.none())
        .entries()
        .get(0);
  }
}
