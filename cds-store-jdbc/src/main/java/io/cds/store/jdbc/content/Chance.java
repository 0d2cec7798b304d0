package io.cds.store.jdbc.content;

import io.cds.store.jdbc.sql.Session;

/**
 * What keeps numbers apart that a crash of the database has counted twice: commits of staging do
 * not wait for the disk or a standby, so that the last of them may be lost, with the counters that
 * they moved, while the process that was told of them lives on.
 *
 * @param digits 48 bits that the database makes and does not make again
 */
record Chance(long digits) {
  private static final int DIGITS = 12;
  private static final int BITS = 20;

  static Chance of(Session session) {
    return new Chance(Long.parseLong(session.random().substring(0, DIGITS), 16));
  }

  /** For a sink; 0 is nobody's. */
  long token() {
    return digits + 1;
  }

  /** A number that rises with this one. */
  long after(long counted) {
    return (counted << BITS) + (digits >>> (4 * DIGITS - BITS));
  }
}
