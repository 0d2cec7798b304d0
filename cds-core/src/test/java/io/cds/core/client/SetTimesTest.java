package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.Schedule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Set times on the line of time: zones, days, clocks that skip and repeat. */
class SetTimesTest {
  private static final ZoneId HONG_KONG = ZoneId.of("Asia/Hong_Kong");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void times_are_those_of_the_zones_clocks() {
    SetTimes times = times(Schedule.at(HONG_KONG, LocalTime.of(14, 0), LocalTime.of(2, 0)));

    assertThat(from(times, "2026-09-01T08:00:00Z", 3))
        .containsExactly("2026-09-01T18:00:00Z", "2026-09-02T06:00:00Z", "2026-09-02T18:00:00Z");
    assertThat(times.lastUntil(Instant.parse("2026-09-01T18:00:00Z")))
        .contains(Instant.parse("2026-09-01T18:00:00Z"));
    assertThat(times.lastUntil(Instant.parse("2026-09-01T17:59:59Z")))
        .contains(Instant.parse("2026-09-01T06:00:00Z"));
  }

  @Test
  void days_are_those_of_the_zones_calendar() {
    SetTimes times =
        times(
            Schedule.at(HONG_KONG, LocalTime.of(2, 0))
                .on(Set.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY)));

    // Monday 2 o'clock in Hong Kong is still Sunday in Greenwich.
    assertThat(from(times, "2026-09-01T08:00:00Z", 3))
        .containsExactly("2026-09-01T18:00:00Z", "2026-09-06T18:00:00Z", "2026-09-08T18:00:00Z");
  }

  @Test
  void a_time_that_clocks_skip_comes_once_as_much_later() {
    SetTimes times = times(Schedule.at(BERLIN, LocalTime.of(2, 30)));

    assertThat(from(times, "2026-03-28T00:00:00Z", 3))
        .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
  }

  @Test
  void a_time_that_clocks_show_twice_comes_the_first_time() {
    SetTimes times = times(Schedule.at(BERLIN, LocalTime.of(2, 30)));

    assertThat(from(times, "2026-10-24T00:00:00Z", 3))
        .containsExactly("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
  }

  @Test
  void in_a_year_of_a_zone_with_summer_time_each_day_has_each_time_once() {
    SetTimes times = times(Schedule.at(BERLIN, LocalTime.of(2, 15), LocalTime.of(23, 59)));
    List<LocalDate> days = new ArrayList<>();
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < 730; i++) {
      at = times.nextAfter(at).orElseThrow();
      days.add(at.atZone(BERLIN).toLocalDate());
    }

    assertThat(days.stream().distinct()).hasSize(365);
    assertThat(at).isEqualTo(Instant.parse("2026-12-31T22:59:00Z"));
  }

  @Test
  void a_schedule_that_only_polls_has_none() {
    assertThat(times(Schedule.defaults()).nextAfter(Instant.EPOCH)).isEmpty();
    assertThat(times(Schedule.defaults()).lastUntil(Instant.EPOCH)).isEmpty();
  }

  @Test
  void a_schedule_that_never_comes_is_refused() {
    assertThatThrownBy(() -> Schedule.at(HONG_KONG)).hasMessageContaining("neither");
    assertThatThrownBy(() -> Schedule.every(Duration.ZERO)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> Schedule.defaults().on(Set.of())).hasMessageContaining("days");
  }

  private static SetTimes times(Schedule schedule) {
    return new SetTimes(schedule);
  }

  private static List<String> from(SetTimes times, String start, int count) {
    List<String> found = new ArrayList<>();
    Instant at = Instant.parse(start);
    for (int i = 0; i < count; i++) {
      at = times.nextAfter(at).orElseThrow();
      found.add(at.toString());
    }
    return found;
  }
}
