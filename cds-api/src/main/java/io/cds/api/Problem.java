package io.cds.api;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * What went wrong, where, and what to do.
 *
 * @param code stable
 * @param detail the values that matter, in brackets; never a secret, never content
 */
public record Problem(ProblemCode code, String detail) {
  /** A problem whose code says it all. */
  public static Problem of(ProblemCode code) {
    return new Problem(code, "");
  }

  /** A problem with the values that matter. */
  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail);
  }

  /** {@code CLOCK}: by how much the clock here differs from the hub's, and in which direction. */
  public static Problem clock(Instant here, Instant hub) {
    long minutes = Math.round(Duration.between(hub, here).toSeconds() / 60.0);
    return new Problem(
        ProblemCode.CLOCK,
        "%d minutes %s: here %s, the hub has %s"
            .formatted(
                Math.abs(minutes),
                minutes < 0 ? "behind" : "ahead",
                here.truncatedTo(ChronoUnit.SECONDS),
                hub.truncatedTo(ChronoUnit.SECONDS)));
  }

  /** Text and cure in the locale's language (Traditional Chinese, else English). */
  public String text(Locale locale) {
    String where = detail.isEmpty() ? "" : " [" + detail + "]";
    return code.text(locale) + where + " " + code.cure(locale);
  }

  /** Code, text and cure in English, so that whatever prints an outcome says what to do. */
  @Override
  public String toString() {
    return code + ": " + text(Locale.ENGLISH);
  }
}
