package io.cds.store.jdbc.sql;

import java.time.Instant;

/** What each kind of database does in its own way. */
public interface Dialect {
  /** Its words for the schema. */
  SchemaWords schema();

  /** Whether transactions of this process queue in order, so that none meets another. */
  boolean oneWriter();

  /**
   * Sets up a fresh connection.
   *
   * @param own whether it is ours; of a host's pool only what changes nothing for the host
   */
  void prepare(Session session, boolean own);

  /** Begins a transaction that may write. */
  void begin(Session session, Durability durability);

  /** Begins a transaction that only reads, and sees one moment; no more is asked of it. */
  default void beginReading(Session session) {
    begin(session, Durability.PROCESS);
  }

  /** Commits it. */
  void commit(Session session);

  /** Rolls it back. */
  void rollBack(Session session);

  /** Whether the connection is in a transaction, which it stays in. */
  boolean inTransaction(Session session);

  /** Keeps other processes from bringing the schema forward meanwhile. */
  void whileSchemaIsLocked(Session session, Runnable work);

  /** The store's clock, in whole milliseconds. */
  Instant now(Session session);

  /** A statement, which is written in the words of SQLite and PostgreSQL, in its own. */
  default String words(String sql) {
    return sql;
  }

  /**
   * Inserts a row unless there is one with the same key.
   *
   * @param insert up to its values
   * @param key its columns
   * @return whether it was inserted
   */
  default boolean insert(Session session, String insert, String key, Object... values) {
    return session.update(insert + " ON CONFLICT (" + key + ") DO NOTHING", values) == 1;
  }

  /** What follows a SELECT whose rows are leased, so that rows of other workers are passed over. */
  String passingOver();
}
