package io.cds.core.client;

import io.cds.api.Schedule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The set times of a schedule, on the line of time. */
final class SetTimes {
  /** A week and a day to either side: each set time has an occurrence in it. */
  private static final int DAYS = 8;

  private final Schedule schedule;

  SetTimes(Schedule schedule) {
    this.schedule = schedule;
  }

  boolean none() {
    return schedule.times().isEmpty();
  }

  /** The last one that is not after this moment; none without set times. */
  Optional<Instant> lastUntil(Instant moment) {
    return around(moment).filter(at -> !at.isAfter(moment)).max(Comparator.naturalOrder());
  }

  /** The first one after this moment; none without set times. */
  Optional<Instant> nextAfter(Instant moment) {
    return around(moment).filter(at -> at.isAfter(moment)).min(Comparator.naturalOrder());
  }

  private Stream<Instant> around(Instant moment) {
    LocalDate today = moment.atZone(schedule.zone()).toLocalDate();
    return IntStream.rangeClosed(-DAYS, DAYS)
        .mapToObj(today::plusDays)
        .filter(day -> schedule.days().contains(day.getDayOfWeek()))
        .flatMap(this::on);
  }

  /** Clocks that skip or repeat the time do not change that it comes once a day. */
  private Stream<Instant> on(LocalDate day) {
    return schedule.times().stream()
        .map(time -> ZonedDateTime.of(day, time, schedule.zone()).toInstant());
  }
}
