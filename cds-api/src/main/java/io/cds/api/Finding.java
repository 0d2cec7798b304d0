package io.cds.api;

/**
 * One finding of a check.
 *
 * @param severity an error must be mended; a query must be mended or explained
 * @param code stable code of the rule
 * @param text what is wrong and what to do, for the user
 * @param location attachment name and line or element path, empty if the whole message is meant
 */
public record Finding(Severity severity, String code, String text, String location) {
  /** How bad it is. */
  public enum Severity {
    /** Must be mended; confirm refuses while one stands. */
    ERROR,
    /** Mend or explain. */
    QUERY
  }

  /** Severity and code; text and location may name a person and are not printed. */
  @Override
  public String toString() {
    return "Finding[" + severity + " " + code + "]";
  }
}
