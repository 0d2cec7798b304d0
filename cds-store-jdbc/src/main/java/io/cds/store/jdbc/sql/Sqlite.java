package io.cds.store.jdbc.sql;

import io.cds.api.CdsException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** SQLite: one writer at a time, any number of readers. */
public record Sqlite(Settings settings) implements Dialect {
  private static final SchemaWords WORDS =
      new SchemaWords(
          "TEXT",
          "TEXT",
          "BLOB",
          "INTEGER",
          "STRICT",
          "STRICT, WITHOUT ROWID",
          "lower(hex(randomblob(16)))");

  @Override
  public SchemaWords schema() {
    return WORDS;
  }

  @Override
  public boolean oneWriter() {
    return true;
  }

  /** sqlite.org/pragma.html. */
  @Override
  public void prepare(Session session, boolean own) {
    session.execute("PRAGMA busy_timeout = " + settings.busyTimeout().toMillis());
    if (own) {
      session.execute("PRAGMA journal_mode = WAL");
      session.execute("PRAGMA foreign_keys = ON");
      settings.mostOctets().ifPresent(most -> limit(session, most));
    }
  }

  private static void limit(Session session, long most) {
    long page =
        session
            .first("PRAGMA page_size", row -> row.number("page_size"))
            .orElseThrow(() -> Fault.failed("SQLite told no page size"));
    session.execute("PRAGMA max_page_count = " + Math.max(1, most / page));
  }

  @Override
  public void begin(Session session, Durability durability) {
    session.set("PRAGMA synchronous = " + (durability == Durability.MACHINE ? "FULL" : "NORMAL"));
    session.command("BEGIN IMMEDIATE");
  }

  @Override
  public void beginReading(Session session) {
    session.command("BEGIN");
  }

  @Override
  public void commit(Session session) {
    session.command("COMMIT");
  }

  @Override
  public void rollBack(Session session) {
    session.command("ROLLBACK");
  }

  /** Only a second BEGIN tells. */
  @Override
  public boolean inTransaction(Session session) {
    try {
      session.execute("BEGIN");
    } catch (CdsException inTransaction) {
      return true;
    }
    session.execute("ROLLBACK");
    return false;
  }

  /** The transaction has the one writer's lock already. */
  @Override
  public void whileSchemaIsLocked(Session session, Runnable work) {
    work.run();
  }

  @Override
  public Instant now(Session session) {
    return settings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public String passingOver() {
    return "";
  }
}
