package io.cds.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until a test moves it. It may be set back, as real clocks sometimes
 * are.
 *
 * <p>Threading: any.
 */
public final class ManualClock extends Clock {
  private final Hand hand;
  private final ZoneId zone;

  private ManualClock(Hand hand, ZoneId zone) {
    this.hand = hand;
    this.zone = zone;
  }

  /** A clock that shows this time, in UTC. */
  public static ManualClock at(Instant start) {
    return new ManualClock(new Hand(start), ZoneOffset.UTC);
  }

  /** A clock that shows this time, such as {@code 2026-09-01T08:00:00Z}, in UTC. */
  public static ManualClock at(String start) {
    return at(Instant.parse(start));
  }

  /** Moves on. @return the time that it shows now */
  public Instant advance(Duration step) {
    return hand.advance(step);
  }

  /** Shows this time from now on. */
  public void set(Instant time) {
    hand.set(time);
  }

  @Override
  public Instant instant() {
    return hand.time();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same clock in another zone: moving one moves the other. */
  @Override
  public Clock withZone(ZoneId other) {
    return new ManualClock(hand, other);
  }

  /** What clocks of several zones share. */
  private static final class Hand {
    private Instant time;

    Hand(Instant time) {
      this.time = time;
    }

    synchronized Instant time() {
      return time;
    }

    synchronized void set(Instant next) {
      time = next;
    }

    synchronized Instant advance(Duration step) {
      time = time.plus(step);
      return time;
    }
  }
}
