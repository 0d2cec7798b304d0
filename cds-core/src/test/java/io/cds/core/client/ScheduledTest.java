package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.CdsException;
import io.cds.api.MessageId;
import io.cds.api.OutgoingStatus;
import io.cds.api.ProblemCode;
import io.cds.api.Schedule;
import io.cds.api.Tick;
import io.cds.api.TransmissionReport;
import io.cds.testkit.network.DyingStore;
import io.cds.testkit.network.Station;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transmission at set times: two in the morning in Hong Kong. */
class ScheduledTest {
  private static final ZoneId HONG_KONG = ZoneId.of("Asia/Hong_Kong");
  private static final Schedule NIGHTLY = Schedule.at(HONG_KONG, LocalTime.of(2, 0));
  private static final Instant TWO = Instant.parse("2026-09-01T18:00:00Z");

  private final Scene scene = Scene.create();
  private final Station school = scene.school();

  @BeforeEach
  void schedule() {
    school.schedule(NIGHTLY);
    assertThat(school.tick()).isEqualTo(new Tick(Optional.empty(), TWO));
  }

  @Test
  void what_is_encrypted_waits_for_the_set_time() {
    MessageId id = scene.sealed(scene.draft());
    school.client().wake();
    assertThat(school.tick()).isEqualTo(new Tick(Optional.empty(), TWO));

    scene.clock().set(TWO);
    Tick tick = school.tick();
    assertThat(tick.report()).map(TransmissionReport::sent).contains(1);
    assertThat(tick.next()).isEqualTo(TWO.plus(Duration.ofDays(1)));
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SENT);
  }

  @Test
  void a_person_need_not_wait_and_takes_no_set_time_away() {
    MessageId id = scene.sealed(scene.draft());
    school.run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SENT);
    assertThat(school.tick()).isEqualTo(new Tick(Optional.empty(), TWO));
  }

  @Test
  void after_days_without_power_it_catches_up_exactly_once() {
    scene.clock().set(TWO.plus(Duration.ofDays(3)).plus(Duration.ofHours(5)));
    school.restart();

    Tick tick = school.tick();
    assertThat(tick.report()).isPresent();
    assertThat(tick.next()).isEqualTo(TWO.plus(Duration.ofDays(4)));
    assertThat(school.tick().report()).isEmpty();
  }

  @Test
  void a_restart_neither_repeats_a_set_time_nor_skips_it() {
    scene.clock().set(TWO);
    school.restart();
    assertThat(school.tick().report()).isPresent();
    school.restart();
    assertThat(school.tick().report()).isEmpty();

    scene.clock().set(TWO.plus(Duration.ofDays(1)).minusSeconds(1));
    school.restart();
    assertThat(school.tick().report()).isEmpty();
    scene.clock().advance(Duration.ofSeconds(1));
    assertThat(school.tick().report()).isPresent();
  }

  @Test
  void a_process_that_dies_in_a_set_time_does_it_again_and_sends_once() {
    boolean died = true;
    int transaction = 0;
    while (died) {
      transaction++;
      Scene doomed = Scene.create();
      doomed.school().schedule(NIGHTLY);
      doomed.school().tick();
      MessageId id = doomed.sealed(doomed.draft());
      doomed.clock().set(TWO);
      DyingStore store = doomed.school().mortal().dieAt(transaction, transaction % 2 == 0);
      untilItDies(doomed.school());
      died = store.died();
      doomed.school().restart();
      doomed.clock().advance(Duration.ofMinutes(2));
      doomed.school().tick();
      doomed.edb().tick();
      assertThat(doomed.status(id)).as("died at " + transaction).isEqualTo(OutgoingStatus.SENT);
      assertThat(doomed.school().tick().next())
          .as("died at " + transaction)
          .isEqualTo(TWO.plus(Duration.ofDays(1)));
    }
    assertThat(transaction).isGreaterThan(5);
  }

  @Test
  void a_hub_that_is_away_then_is_tried_until_it_is_back_and_then_no_more() {
    MessageId id = scene.sealed(scene.draft());
    school.transport().unreachable(true);
    scene.clock().set(TWO);
    for (int i = 0; i < 4; i++) {
      Tick tick = school.tick();
      assertThat(tick.report())
          .hasValueSatisfying(
              r -> assertThat(Scene.codes(r.problems())).contains(ProblemCode.HUB_UNREACHABLE));
      assertThat(tick.next()).isAfter(scene.clock().instant());
      scene.clock().set(tick.next());
    }
    school.transport().unreachable(false);
    assertThat(school.tick().next()).isEqualTo(TWO.plus(Duration.ofDays(1)));
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SENT);
  }

  @Test
  void one_that_is_cut_is_gone_on_with() {
    MessageId id = scene.sealed(scene.draft());
    scene.clock().set(TWO);
    assertThat(school.client().tick(new Cut(3)).next()).isEqualTo(TWO);
    school.restart();
    assertThat(school.tick().next()).isEqualTo(TWO.plus(Duration.ofDays(1)));
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SENT);
  }

  @Test
  void a_message_that_failed_alone_is_tried_again_before_the_next_set_time() {
    MessageId id = scene.sealed(scene.draft());
    scene.clock().set(TWO);
    school.transport().failAt(2);
    Tick failed = school.tick();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.PROCESSING);
    assertThat(failed.next()).isBefore(TWO.plus(Duration.ofMinutes(1)));

    scene.clock().advance(Duration.ofSeconds(30));
    school.tick();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SENT);
  }

  @Test
  void set_times_go_beside_polling_too() {
    school.schedule(Schedule.at(HONG_KONG, LocalTime.of(17, 0)).polling(Duration.ofHours(10)));
    Instant five = Instant.parse("2026-09-01T09:00:00Z");
    assertThat(school.tick().next()).isEqualTo(five);

    scene.clock().set(five);
    assertThat(school.tick().next()).isEqualTo(five.plus(Duration.ofHours(10)));
  }

  @Test
  void a_clock_that_was_years_ahead_stops_nothing() {
    scene.clock().advance(Duration.ofDays(200));
    school.tick();
    scene.clock().set(TWO.minusSeconds(60));
    assertThat(school.tick().next()).isEqualTo(TWO);
    scene.clock().set(TWO);
    assertThat(school.tick().report()).isPresent();
  }

  @Test
  void a_clock_that_was_set_back_a_little_repeats_nothing() {
    scene.clock().set(TWO);
    school.tick();
    scene.clock().set(TWO.minusSeconds(30));
    assertThat(school.tick()).isEqualTo(new Tick(Optional.empty(), TWO.plus(Duration.ofDays(1))));
  }

  private static void untilItDies(Station station) {
    try {
      station.tick();
    } catch (CdsException e) {
      assertThat(station.died()).isTrue();
    }
  }
}
