package io.cds.api.spi;

/** What the handler says. */
public sealed interface ImportResult {
  /** Taken over. */
  record Imported() implements ImportResult {}

  /**
   * Not taken over; nothing the handler wrote is kept. The text is for the user and holds no
   * personal data.
   */
  record Refused(String why) implements ImportResult {}

  /** Taken over. */
  static ImportResult imported() {
    return new Imported();
  }

  /** Not taken over, and why. */
  static ImportResult refused(String why) {
    return new Refused(why);
  }
}
