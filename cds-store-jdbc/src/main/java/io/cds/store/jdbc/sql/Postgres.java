package io.cds.store.jdbc.sql;

import java.time.Clock;
import java.util.Optional;

/**
 * PostgreSQL, from version 13 on, at REPEATABLE READ: a transaction sees one moment, and one that
 * writes what another changed meanwhile runs again. Numbers that rise within a party come from a
 * row that stays locked until the commit, so that they become visible in order.
 *
 * @param clock the store's time; if there is none, the database's own
 */
public record Postgres(Optional<Clock> clock) implements ServerDialect {
  private static final SchemaWords WORDS =
      new SchemaWords(
          "TEXT COLLATE \"C\"",
          "TEXT COLLATE \"C\"",
          "BYTEA",
          "BIGINT",
          "",
          "",
          "replace(CAST(gen_random_uuid() AS TEXT), '-', '')");

  /** Any number that nobody else takes: the octets of "CDSstore". */
  private static final long SCHEMA_LOCK = 0x4344537374_6f7265L;

  @Override
  public SchemaWords schema() {
    return WORDS;
  }

  /** A later commit that waits for the disk waits for all that was committed before it, too. */
  @Override
  public void begin(Session session, Durability durability) {
    session.begin();
    session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    if (durability == Durability.PROCESS) {
      session.execute("SET LOCAL synchronous_commit TO OFF");
    }
  }

  /** Up to the end of the transaction. */
  @Override
  public void whileSchemaIsLocked(Session session, Runnable work) {
    session.execute("SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
    work.run();
  }

  @Override
  public String selectNow() {
    return "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) AS now";
  }
}
