package io.cds.benchmarks;

import java.util.Locale;

/**
 * What a ratio must reach.
 *
 * @param faster whether the ratio tells how many times faster ours is, or else how many times the
 *     other's time it takes
 * @param limit the ratio that still holds
 */
record Bar(boolean faster, double limit) {
  /** Ours takes at most so many times the other's. */
  static Bar atMost(double limit) {
    return new Bar(false, limit);
  }

  /** Ours is at least so many times faster. */
  static Bar faster(double limit) {
    return new Bar(true, limit);
  }

  /** The ratio in the sense of this bar. */
  double ratio(double ours, double theirs) {
    return faster ? theirs / ours : ours / theirs;
  }

  boolean holds(double ratio) {
    return faster ? ratio >= limit : ratio <= limit;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %.2f ×", faster ? "≥" : "≤", limit);
  }
}
