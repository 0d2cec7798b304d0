package io.cds.store.jdbc.sql;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * PostgreSQL, from version 13 on, at REPEATABLE READ: a transaction sees one moment, and one that
 * writes what another changed meanwhile runs again. Numbers that rise within a party come from a
 * row that stays locked until the commit, so that they become visible in order.
 *
 * @param clock the store's time; if there is none, the database's own
 */
public record Postgres(Optional<Clock> clock) implements Dialect {
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

  @Override
  public boolean oneWriter() {
    return false;
  }

  @Override
  public void prepare(Session session, boolean own) {}

  /** A later commit that waits for the disk waits for all that was committed before it, too. */
  @Override
  public void begin(Session session, Durability durability) {
    session.begin();
    session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    if (durability == Durability.PROCESS) {
      session.execute("SET LOCAL synchronous_commit TO OFF");
    }
  }

  @Override
  public void commit(Session session) {
    session.commit();
  }

  @Override
  public void rollBack(Session session) {
    session.rollBack();
  }

  @Override
  public boolean inTransaction(Session session) {
    return session.inTransaction();
  }

  /** Up to the end of the transaction. */
  @Override
  public void whileSchemaIsLocked(Session session, Runnable work) {
    session.execute("SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
    work.run();
  }

  @Override
  public Instant now(Session session) {
    return clock
        .map(Clock::instant)
        .orElseGet(
            () ->
                session
                    .first(
                        "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) AS now",
                        row -> row.instant("now"))
                    .orElseThrow())
        .truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public String passingOver() {
    return " FOR UPDATE SKIP LOCKED";
  }
}
