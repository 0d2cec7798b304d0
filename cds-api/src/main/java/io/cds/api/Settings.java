package io.cds.api;

import java.time.Duration;
import java.util.List;

/**
 * What a host may change; each has a default that suits a school.
 *
 * @param attempts offers of one message before SEND_FAIL, at least 1 (8); where the hub cannot be
 *     called, only a person's run counts as one
 * @param sendWindow time after {@code encrypt} or {@code resend} before SEND_FAIL, whichever of the
 *     two comes first (24 h)
 * @param firstBackOff wait after the first failure; doubles each time, with jitter (30 s)
 * @param longestBackOff longest wait between attempts, and between calls to a hub that cannot be
 *     reached (1 h)
 * @param lease how long a worker holds a piece of work without a sign of life, seconds to minutes
 *     (60 s)
 * @param directoryGrace how long past its {@code until} a cached directory answer still counts,
 *     zero or more (24 h)
 * @param postQuantum whether messages are sealed against quantum computers too (OFFERED)
 */
public record Settings(
    int attempts,
    Duration sendWindow,
    Duration firstBackOff,
    Duration longestBackOff,
    Duration lease,
    Duration directoryGrace,
    PostQuantum postQuantum) {

  /** Validates. @throws IllegalArgumentException naming what is out of range */
  public Settings {
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "Setting [attempts] is [" + attempts + "]; expected at least 1");
    }
    for (Duration d : List.of(sendWindow, firstBackOff, longestBackOff, lease)) {
      if (d.isNegative() || d.isZero()) {
        throw new IllegalArgumentException(
            "A duration of the settings is [" + d + "]; expected more than zero");
      }
    }
    if (directoryGrace.isNegative()) {
      throw new IllegalArgumentException(
          "Setting [directoryGrace] is [" + directoryGrace + "]; expected zero or more");
    }
  }

  /** The defaults. */
  public static Settings defaults() {
    return new Settings(
        8,
        Duration.ofHours(24),
        Duration.ofSeconds(30),
        Duration.ofHours(1),
        Duration.ofSeconds(60),
        Duration.ofHours(24),
        PostQuantum.OFFERED);
  }

  /** The same with other attempts and back-off. */
  public Settings retrying(int attempts, Duration firstBackOff, Duration longestBackOff) {
    return new Settings(
        attempts, sendWindow, firstBackOff, longestBackOff, lease, directoryGrace, postQuantum);
  }

  /** The same with another word on suite 2. */
  public Settings with(PostQuantum other) {
    return new Settings(
        attempts, sendWindow, firstBackOff, longestBackOff, lease, directoryGrace, other);
  }
}
