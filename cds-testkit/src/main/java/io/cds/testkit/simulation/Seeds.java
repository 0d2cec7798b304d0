package io.cds.testkit.simulation;

import java.time.Duration;

/**
 * Which seeds are tried, and for how long.
 *
 * @param first the first seed; the others follow by one
 * @param count how many, at least 1
 * @param time after which no further seed is begun, by the machine's clock
 */
public record Seeds(long first, int count, Duration time) {
  /** System property: this seed alone. */
  public static final String ONE = "cds.simulation.seed";

  /** System property: the first of several seeds. */
  public static final String FIRST = "cds.simulation.first";

  /** System property: how many seeds, however long they take. */
  public static final String COUNT = "cds.simulation.seeds";

  private static final Duration FOR_EVER = Duration.ofDays(365);

  /** Validates. @throws IllegalArgumentException if there is no seed */
  public Seeds {
    if (count < 1) {
      throw new IllegalArgumentException("Seeds are [" + count + "]; expected at least 1");
    }
  }

  /**
   * What the system properties say: {@value #ONE} for one seed, {@value #COUNT} and {@value #FIRST}
   * for a long run; without them so many from 1 on, in at most this time.
   */
  public static Seeds asked(int count, Duration time) {
    Long one = Long.getLong(ONE);
    if (one != null) {
      return new Seeds(one, 1, FOR_EVER);
    }
    Integer many = Integer.getInteger(COUNT);
    long first = Long.getLong(FIRST, 1);
    return many == null ? new Seeds(first, count, time) : new Seeds(first, many, FOR_EVER);
  }
}
