package io.cds.store.jdbc.table;

import io.cds.api.PartyCode;
import io.cds.store.jdbc.sql.Session;

/**
 * Numbers that rise within a party and are never given twice. The row stays locked until the
 * commit, which makes them visible in order.
 */
public final class Counters {
  private static final String NEXT =
      """
      INSERT INTO cds_counter (party, name, value) VALUES (?, ?, 1)
      ON CONFLICT (party, name) DO UPDATE SET value = cds_counter.value + 1
      RETURNING value
      """;

  private Counters() {}

  /** The next number of this name. */
  public static long next(Session session, PartyCode party, String name) {
    return session.written(NEXT, row -> row.number("value"), party, name);
  }
}
