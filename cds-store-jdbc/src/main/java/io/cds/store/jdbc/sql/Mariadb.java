package io.cds.store.jdbc.sql;

import io.cds.api.CdsException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/**
 * MariaDB with InnoDB, from version 10.6.18 on, at REPEATABLE READ with {@code
 * innodb_snapshot_isolation}: a transaction sees one moment, and one that writes what another
 * changed meanwhile runs again.
 *
 * @param clock the store's time; if there is none, the database's own
 */
public record Mariadb(Optional<Clock> clock) implements ServerDialect {
  /** Compares octet by octet, trailing blanks too. */
  private static final String TABLE =
      "ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";

  private static final SchemaWords WORDS =
      new SchemaWords(
          "VARCHAR($1)",
          "LONGTEXT",
          "LONGBLOB",
          "BIGINT",
          TABLE,
          TABLE,
          "replace(uuid(), '-', '')");

  /** A unique key has that value already (mariadb.com/kb, error codes). */
  private static final int DUPLICATE = 1062;

  private static final int SECONDS_FOR_THE_SCHEMA = 60;

  @Override
  public SchemaWords schema() {
    return WORDS;
  }

  /** How far a commit is from the disk, only the server as a whole can tell. */
  @Override
  public void begin(Session session, Durability durability) {
    session.execute("SET SESSION innodb_snapshot_isolation = ON");
    session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    session.begin();
  }

  /** Once it has committed, nothing may fail any more. */
  @Override
  public void commit(Session session) {
    leaveAsItWas(session);
    session.commit();
  }

  @Override
  public void rollBack(Session session) {
    session.rollBack();
    leaveAsItWas(session);
  }

  /** The connection may be of a host's pool. */
  private static void leaveAsItWas(Session session) {
    session.execute("SET SESSION innodb_snapshot_isolation = DEFAULT");
  }

  /** DDL commits, so the lock is the session's and not the transaction's. */
  @Override
  public void whileSchemaIsLocked(Session session, Runnable work) {
    boolean locked =
        session
            .first(
                "SELECT GET_LOCK(concat('cds_store.', database()), ?) AS locked",
                row -> row.flag("locked"),
                SECONDS_FOR_THE_SCHEMA)
            .orElse(false);
    if (!locked) {
      throw Fault.failed("another process brings the schema forward; try again when it has ended");
    }
    try {
      work.run();
      requireFoundRows(session);
    } finally {
      session.execute("DO RELEASE_LOCK(concat('cds_store.', database()))");
    }
  }

  /** An UPDATE must count the rows that it found, also those that had the values already. */
  private static void requireFoundRows(Session session) {
    if (session.update("UPDATE cds_store SET value = value WHERE name = 'id'") != 1) {
      throw Fault.failed("the data source has useAffectedRows=true; expected false, its default");
    }
  }

  @Override
  public String selectNow() {
    return "SELECT CAST(unix_timestamp(sysdate(3)) * 1000 AS INTEGER) AS now";
  }

  @Override
  public String words(String sql) {
    return sql.replaceAll("ON CONFLICT \\([^)]*\\) DO UPDATE SET", "ON DUPLICATE KEY UPDATE")
        .replaceAll("excluded\\.(\\w+)", "VALUES($1)");
  }

  /**
   * {@inheritDoc}
   *
   * <p>Where there is one, it is written as it stands: if this transaction cannot see it, because
   * another has committed it meanwhile, that is a conflict.
   */
  @Override
  public boolean insert(Session session, String insert, String key, Object... values) {
    try {
      return session.update(insert, values) == 1;
    } catch (CdsException e) {
      if (!(e.getCause() instanceof SQLException cause) || cause.getErrorCode() != DUPLICATE) {
        throw e;
      }
    }
    String first = key.split(",", 2)[0];
    session.update(insert + " ON DUPLICATE KEY UPDATE " + first + " = " + first, values);
    return false;
  }
}
