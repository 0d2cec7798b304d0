package io.cds.api;

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

  /** Text and cure in the locale's language (Traditional Chinese, else English). */
  public String text(Locale locale) {
    String where = detail.isEmpty() ? "" : " [" + detail + "]";
    return code.text(locale) + where + " " + code.cure(locale);
  }
}
