package io.cds.testkit.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The clock of one machine: the true one, and how far it is off. */
final class SkewedClock extends Clock {
  private final Clock real;
  private Duration skew = Duration.ZERO;

  SkewedClock(Clock real) {
    this.real = real;
  }

  void skew(Duration next) {
    skew = next;
  }

  Duration skew() {
    return skew;
  }

  @Override
  public Instant instant() {
    return real.instant().plus(skew);
  }

  @Override
  public ZoneId getZone() {
    return real.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("A machine of the simulation has one zone");
  }
}
