package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.KeyUse;
import io.cds.api.Notice;
import io.cds.api.Watch;
import io.cds.testkit.fake.FakeVault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Warnings ahead of the keys' end. */
class NoticeTest {
  private final Scene scene = Scene.create();
  private final List<Notice> told = new ArrayList<>();

  @Test
  void the_end_of_the_keys_is_told_60_30_7_and_1_days_ahead_each_once() {
    scene.school().notices(told::add);
    for (int day = 0; day < 365; day++) {
      scene.clock().advance(Duration.ofDays(1));
      scene.school().run();
      scene.school().run();
    }

    assertThat(days()).containsExactly(60, 30, 7, 1);
    Notice.KeysEnd first = (Notice.KeysEnd) told.get(0);
    assertThat(first.code()).isEqualTo("KEYS_END");
    assertThat(first.party()).isEqualTo(scene.school().party());
    assertThat(first.uses())
        .containsExactlyInAnyOrder(
            KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT, KeyUse.SIGN_MLDSA, KeyUse.OPEN_MLKEM);
    assertThat(first.ends())
        .isEqualTo(scene.school().client().registration().keys().get(0).notAfter());
  }

  @Test
  void who_comes_late_is_told_the_nearest_only_and_renewed_keys_are_not_warned_of() {
    scene.school().notices(told::add);
    scene.clock().advance(Duration.ofDays(360));
    scene.school().run();
    assertThat(days()).containsExactly(7);

    scene.school().client().registration().renew(FakeVault.PERSON, Watch.none());
    scene.clock().advance(Duration.ofDays(4));
    scene.school().run();
    assertThat(days()).containsExactly(7);
  }

  @Test
  void a_sink_that_fails_stops_nothing_and_is_told_again() {
    scene
        .school()
        .notices(
            notice -> {
              throw new IllegalStateException("the host's trouble");
            });
    scene.clock().advance(Duration.ofDays(310));
    assertThat(scene.school().run().problems()).isEmpty();

    scene.school().notices(told::add);
    scene.school().run();
    assertThat(days()).containsExactly(60);
  }

  private List<Integer> days() {
    return told.stream().map(notice -> ((Notice.KeysEnd) notice).days()).toList();
  }
}
