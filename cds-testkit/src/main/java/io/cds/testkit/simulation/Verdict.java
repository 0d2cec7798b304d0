package io.cds.testkit.simulation;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was found about one history.
 *
 * @param seed tells the whole history again
 * @param violations what must not be, each beginning with a stable word such as {@code lost} or
 *     {@code imported twice}; none if all is well
 * @param messages how many were confirmed
 * @param tally how often which mishap struck, and how deliveries ended
 * @param digest SHA-256 of everything that happened: the same for the same seed
 * @param steps in plain words what happened to the messages at fault, and what happened last
 */
public record Verdict(
    long seed,
    List<String> violations,
    int messages,
    SortedMap<String, Integer> tally,
    String digest,
    List<String> steps) {
  private static final int MOST_SHOWN = 20;

  /** Copies. */
  public Verdict {
    violations = List.copyOf(violations);
    tally = Collections.unmodifiableSortedMap(new TreeMap<>(tally));
    steps = List.copyOf(steps);
  }

  /** Whether nothing was lost, doubled or silent. */
  public boolean good() {
    return violations.isEmpty();
  }

  /** For the reader of a failed test: what is wrong, how to see it again, what led there. */
  @Override
  public String toString() {
    String head =
        good()
            ? "Seed [%d]: all is well with %d messages".formatted(seed, messages)
            : "Seed [%d] finds [%d] violations, expected none; to see it again: -D%s=%d"
                .formatted(seed, violations.size(), Seeds.ONE, seed);
    List<String> shown = violations.subList(0, Math.min(MOST_SHOWN, violations.size()));
    return head
        + "\n  "
        + String.join("\n  ", shown)
        + "\nWhat happened to these, and what happened last:\n  "
        + String.join("\n  ", steps);
  }
}
