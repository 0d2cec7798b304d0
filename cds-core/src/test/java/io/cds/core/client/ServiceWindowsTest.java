package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.Attachment;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.MessageId;
import io.cds.api.OutgoingStatus;
import io.cds.api.Schedule;
import io.cds.api.Tick;
import io.cds.api.TransmissionReport;
import io.cds.testkit.network.Station;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Windows of the day in which nothing is transmitted, or only in which something is. */
class ServiceWindowsTest {
  private static final ZoneId HONG_KONG = ZoneId.of("Asia/Hong_Kong");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalTime EIGHT = LocalTime.of(8, 0);
  private static final LocalTime SIX_PM = LocalTime.of(18, 0);

  @Test
  void a_window_has_its_first_moment_and_not_its_last() {
    Schedule day = Schedule.defaults().in(HONG_KONG).within(EIGHT, SIX_PM);
    assertOpenings(
        day,
        "2026-09-01T00:00:00Z > 2026-09-01T00:00:00Z",
        "2026-09-01T09:59:59.999Z > 2026-09-01T09:59:59.999Z",
        "2026-09-01T10:00:00Z > 2026-09-02T00:00:00Z",
        "2026-09-01T23:59:59.999Z > 2026-09-02T00:00:00Z");
  }

  @Test
  void a_window_may_go_over_midnight_and_a_quiet_one_wins() {
    Schedule night =
        Schedule.defaults()
            .in(HONG_KONG)
            .within(SIX_PM, EIGHT)
            .within(LocalTime.of(12, 0), LocalTime.of(13, 0))
            .without(LocalTime.of(0, 0), LocalTime.of(1, 0));
    assertOpenings(
        night,
        "2026-09-01T04:30:00Z > 2026-09-01T04:30:00Z",
        "2026-09-01T05:00:00Z > 2026-09-01T10:00:00Z",
        "2026-09-01T16:00:00Z > 2026-09-01T17:00:00Z",
        "2026-09-01T23:59:00Z > 2026-09-01T23:59:00Z",
        "2026-09-02T00:00:00Z > 2026-09-02T04:00:00Z");
  }

  @Test
  void a_window_that_clocks_skip_into_opens_as_they_are_set() {
    Schedule early = Schedule.defaults().in(BERLIN).within(LocalTime.of(2, 30), EIGHT);
    assertOpenings(early, "2026-03-29T00:00:00Z > 2026-03-29T01:00:00Z");
    Schedule quiet = Schedule.defaults().in(BERLIN).without(SIX_PM, LocalTime.of(2, 30));
    assertOpenings(quiet, "2026-03-29T00:00:00Z > 2026-03-29T01:00:00Z");
  }

  @Test
  void a_window_that_clocks_show_twice_is_kept_twice() {
    Schedule quiet =
        Schedule.defaults().in(BERLIN).without(LocalTime.of(1, 0), LocalTime.of(2, 30));
    assertOpenings(
        quiet,
        "2026-10-25T00:00:00Z > 2026-10-25T00:30:00Z",
        "2026-10-25T01:00:00Z > 2026-10-25T01:30:00Z");
  }

  @Test
  void windows_that_never_open_are_asked_again_later() {
    Schedule never = Schedule.defaults().within(EIGHT, SIX_PM).without(EIGHT, SIX_PM);
    assertOpenings(never, "2026-09-01T00:00:00Z > 2026-09-03T00:00:00Z");
    assertThatThrownBy(() -> Schedule.defaults().within(EIGHT, EIGHT))
        .hasMessageContaining("08:00");
  }

  @Test
  void what_is_due_waits_for_the_opening() {
    Scene scene = Scene.create();
    Station school = scene.school();
    school.schedule(Schedule.defaults().in(HONG_KONG).without(EIGHT, SIX_PM));
    MessageId id = scene.sealed(scene.draft());
    Instant opening = Instant.parse("2026-09-01T10:00:00Z");
    assertThat(school.tick()).isEqualTo(new Tick(Optional.empty(), opening));
    scene.clock().set(opening.minusMillis(1));
    assertThat(school.tick()).isEqualTo(new Tick(Optional.empty(), opening));

    scene.clock().set(opening);
    assertThat(school.tick().report()).map(TransmissionReport::sent).contains(1);
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SENT);
  }

  @Test
  void what_runs_at_the_close_is_cut_and_gone_on_with_at_the_opening() {
    Scene scene = Scene.create();
    Station school = scene.school();
    school.schedule(
        Schedule.at(HONG_KONG, SIX_PM.minusHours(1)).without(SIX_PM, LocalTime.of(23, 0)));
    school.tick();
    MessageId id = scene.sealed(Draft.to(scene.edb().party(), Heading.of("S", "T", ""), five()));
    AtomicInteger pieces = new AtomicInteger();
    school
        .transport()
        .before(
            call -> {
              if (call.equals("append") && pieces.incrementAndGet() == 2) {
                scene.clock().advance(Duration.ofHours(1));
              }
            });
    scene.clock().set(Instant.parse("2026-09-01T09:00:00Z"));

    Tick cut = school.tick();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.PROCESSING);
    assertThat(scene.sent(id).attempts()).isZero();
    assertThat(cut.next()).isEqualTo(Instant.parse("2026-09-01T15:00:00Z"));

    scene.clock().set(cut.next());
    assertThat(school.tick().next()).isEqualTo(Instant.parse("2026-09-02T09:00:00Z"));
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.SENT);
    assertThat(pieces).as("none is sent twice").hasValue(6);
  }

  private static List<Attachment> five() {
    return Scene.attachments((5 << 20) + 17);
  }

  private static void assertOpenings(Schedule schedule, String... expected) {
    ServiceWindows windows = new ServiceWindows(schedule);
    for (String line : expected) {
      String[] parts = line.split(" > ", 2);
      assertThat(windows.opening(Instant.parse(parts[0])))
          .as("from " + parts[0])
          .isEqualTo(Instant.parse(parts[1]));
    }
  }
}
