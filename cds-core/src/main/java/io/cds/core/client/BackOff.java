package io.cds.core.client;

import io.cds.api.Settings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/** How long to wait after a failure: doubling, capped, with jitter (L20). */
final class BackOff {
  private final Settings settings;
  private final SecureRandom random;

  BackOff(Settings settings, SecureRandom random) {
    this.settings = settings;
    this.random = random;
  }

  /**
   * Between half and all of first · 2^(failures-1), at most the longest; never less than the hub
   * asks.
   *
   * @param failures in a row, from 1
   */
  Duration after(int failures, Optional<Duration> hubAsks) {
    Duration full = settings.longestBackOff();
    int doublings = Math.min(failures - 1, 30);
    long first = settings.firstBackOff().toMillis();
    if (first <= full.toMillis() >> doublings) {
      full = Duration.ofMillis(first << doublings);
    }
    long half = full.toMillis() / 2;
    Duration wait = Duration.ofMillis(half + random.nextLong(half + 1));
    return hubAsks.filter(asked -> asked.compareTo(wait) > 0).orElse(wait);
  }
}
