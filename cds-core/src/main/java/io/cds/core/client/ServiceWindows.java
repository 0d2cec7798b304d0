package io.cds.core.client;

import io.cds.api.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** When the schedule lets anything be transmitted. */
final class ServiceWindows {
  /** No window opens for longer than that; if none ever does, it is asked again then. */
  private static final int DAYS = 2;

  private final Schedule schedule;

  ServiceWindows(Schedule schedule) {
    this.schedule = schedule;
  }

  boolean open(Instant moment) {
    LocalTime shown = moment.atZone(schedule.zone()).toLocalTime();
    return (schedule.within().isEmpty() || holds(schedule.within(), shown))
        && !holds(schedule.without(), shown);
  }

  /** The first moment from this one on at which they are open. */
  Instant opening(Instant moment) {
    if (open(moment)) {
      return moment;
    }
    return changes(moment)
        .filter(at -> at.isAfter(moment) && open(at))
        .sorted()
        .findFirst()
        .orElse(moment.plus(Duration.ofDays(DAYS)));
  }

  /** Moments at which it may open: bounds of windows, and clocks that are set. */
  private Stream<Instant> changes(Instant moment) {
    LocalDate today = moment.atZone(schedule.zone()).toLocalDate();
    ZoneOffsetTransition set = schedule.zone().getRules().nextTransition(moment);
    Stream<Instant> bounds =
        IntStream.rangeClosed(0, DAYS).mapToObj(today::plusDays).flatMap(this::bounds);
    return set == null ? bounds : Stream.concat(bounds, Stream.of(set.getInstant()));
  }

  private Stream<Instant> bounds(LocalDate day) {
    return Stream.concat(
            schedule.within().stream().map(Schedule.Window::from),
            schedule.without().stream().map(Schedule.Window::until))
        .map(time -> ZonedDateTime.of(day, time, schedule.zone()))
        .flatMap(
            at ->
                Stream.of(at.withEarlierOffsetAtOverlap(), at.withLaterOffsetAtOverlap())
                    .map(ZonedDateTime::toInstant));
  }

  private static boolean holds(List<Schedule.Window> windows, LocalTime shown) {
    return windows.stream().anyMatch(window -> holds(window, shown));
  }

  private static boolean holds(Schedule.Window window, LocalTime shown) {
    boolean begun = !shown.isBefore(window.from());
    boolean before = shown.isBefore(window.until());
    return window.from().isBefore(window.until()) ? begun && before : begun || before;
  }
}
