package io.cds.testkit.simulation;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** All chance of one history. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** From 0 up to, and without, this. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** Yes so many times in a hundred. */
  boolean percent(int times) {
    return random.nextInt(100) < times;
  }

  /** Yes so many times in a thousand. */
  boolean perMille(int times) {
    return random.nextInt(1_000) < times;
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  Duration seconds(int least, int most) {
    return Duration.ofSeconds(between(least, most));
  }

  byte[] octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  /** What an engine draws from; another each time. */
  SecureRandom engine() {
    return new SeededRandom(random.split());
  }
}
