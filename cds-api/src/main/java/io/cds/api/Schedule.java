package io.cds.api;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When a client transmits by itself (設定時間輸送), as data; judged by the client's clock. It binds
 * {@link CdsClient#tick} and {@link CdsClient#start}; a person's {@link Transmission#run} goes at
 * any time.
 *
 * <p><b>Set times.</b> Each is due once on each of its days. Those that passed while the machine
 * stood still are made good by one transmission. A time that clocks skip in spring comes as much
 * later as they skip; one that they show twice in autumn comes the first time. A transmission that
 * did not reach the hub, or was cut, is gone on with; the last that was made is remembered in the
 * store.
 *
 * <p><b>Windows.</b> Where there are some, nothing is transmitted but {@code within} one of these,
 * and nothing {@code without}: what is due waits for the opening, and what runs at the close is cut
 * at its next safe point and gone on with. Windows go by what the zone's clocks show, also while
 * they show it twice.
 *
 * @param poll longest time from one transmission to the next, more than zero. Work that is known
 *     here, such as a message that was just encrypted, does not wait for it. If empty, all but what
 *     was tried and put off waits for the set times, of which there must be one then.
 * @param listens whether a started client that polls holds a listing at its hub while it waits, so
 *     that what arrives is taken in at once
 * @param zone whose clocks show the times
 * @param days on which the set times count, at least one
 * @param times set times of day, distinct
 * @param within windows of each day to transmit in; none for the whole day
 * @param without windows of each day to be quiet in; they win
 */
public record Schedule(
    Optional<Duration> poll,
    boolean listens,
    ZoneId zone,
    Set<DayOfWeek> days,
    List<LocalTime> times,
    List<Window> within,
    List<Window> without) {
  private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);

  /** Validates. @throws IllegalArgumentException naming what is out of range */
  public Schedule {
    if (poll.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
      throw new IllegalArgumentException(
          "Poll of the schedule is [" + poll.get() + "]; expected more than zero");
    }
    if (poll.isEmpty() && times.isEmpty()) {
      throw new IllegalArgumentException(
          "The schedule has neither a poll nor a set time; expected one of them");
    }
    if (listens && poll.isEmpty()) {
      throw new IllegalArgumentException(
          "The schedule listens and does not poll; expected polling(...) before listening()");
    }
    if (days.isEmpty()) {
      throw new IllegalArgumentException("The schedule has no days; expected at least one");
    }
    days = Set.copyOf(days);
    times = times.stream().distinct().sorted().toList();
    within = List.copyOf(within);
    without = List.copyOf(without);
  }

  /** At once when there is something to send, and every five minutes to see what arrived. */
  public static Schedule defaults() {
    return every(Duration.ofMinutes(5));
  }

  /** At once when there is something to send, and this often to see what arrived. */
  public static Schedule every(Duration poll) {
    return new Schedule(
        Optional.of(poll), false, ZoneId.of("UTC"), EVERY_DAY, List.of(), List.of(), List.of());
  }

  /** At these times of every day only, by the clocks of this zone. */
  public static Schedule at(ZoneId zone, LocalTime... times) {
    return new Schedule(
        Optional.empty(), false, zone, EVERY_DAY, List.of(times), List.of(), List.of());
  }

  /** The same, and between the set times as {@link #every}. */
  public Schedule polling(Duration poll) {
    return new Schedule(Optional.of(poll), listens, zone, days, times, within, without);
  }

  /**
   * The same, and what arrives is taken in at once: a started client holds a listing at its hub
   * ({@link io.cds.api.spi.Mailbox#list}), inside the windows, on a second thread. Polling is the
   * net beneath it. A hub has room for a bounded number of listings that wait.
   *
   * @throws IllegalArgumentException for a schedule that does not poll
   */
  public Schedule listening() {
    return new Schedule(poll, true, zone, days, times, within, without);
  }

  /** The same with set times on these days only. */
  public Schedule on(Set<DayOfWeek> days) {
    return new Schedule(poll, listens, zone, days, times, within, without);
  }

  /** The same by the clocks of this zone. */
  public Schedule in(ZoneId zone) {
    return new Schedule(poll, listens, zone, days, times, within, without);
  }

  /** The same, in this window of each day, or in one that was named before. */
  public Schedule within(LocalTime from, LocalTime until) {
    return new Schedule(
        poll, listens, zone, days, times, and(within, new Window(from, until)), without);
  }

  /** The same, and quiet in this window of each day. */
  public Schedule without(LocalTime from, LocalTime until) {
    return new Schedule(
        poll, listens, zone, days, times, within, and(without, new Window(from, until)));
  }

  private static List<Window> and(List<Window> some, Window one) {
    return Stream.concat(some.stream(), Stream.of(one)).toList();
  }

  /**
   * A stretch of each day, over midnight where it ends earlier than it begins.
   *
   * @param from its first moment
   * @param until the first moment after it, another than {@code from}
   */
  public record Window(LocalTime from, LocalTime until) {
    /** Validates. @throws IllegalArgumentException for a window without length */
    public Window {
      if (from.equals(until)) {
        throw new IllegalArgumentException(
            "A window goes from [" + from + "] until [" + until + "]; expected two times");
      }
    }
  }
}
