package io.cds.store.jdbc.sql;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import java.io.File;
import java.sql.SQLException;
import java.util.Set;

/** Failures of the database, in the words of the API. */
public final class Fault {
  /** Result codes of SQLite (sqlite.org/rescode.html). */
  private static final int BUSY = 5;

  private static final int IO = 10;

  private static final int FULL = 13;

  /** States of PostgreSQL: postgresql.org/docs/current/errcodes-appendix.html. */
  private static final String DISK_FULL = "53100";

  private static final Set<String> CONFLICT = Set.of("40001", "40P01");

  /** Codes of MariaDB: mariadb.com/kb/en/mariadb-error-code-reference. */
  private static final Set<Integer> MARIADB_FULL = Set.of(1021, 1114);

  private static final int CHANGED_MEANWHILE = 1020;

  /** What SQLite needs beside the file to open it at all, and more. */
  private static final long LEAST_ROOM = 1 << 20;

  private Fault() {}

  /** What failed and where, with the database's own code; never a value. */
  static CdsException of(String place, String attempted, SQLException cause) {
    int code = cause.getErrorCode();
    String attempt = place + ": " + attempted;
    if (code == FULL
        || DISK_FULL.equals(cause.getSQLState())
        || MARIADB_FULL.contains(code)
        || (code == IO && isFull(new File(place)))) {
      return new CdsException(Problem.of(ProblemCode.STORE_FULL, attempt), cause);
    }
    String why =
        code == BUSY
            ? "the database was locked by another for longer than the busy timeout"
            : "database code " + (code == 0 ? cause.getSQLState() : code);
    return new CdsException(Problem.of(ProblemCode.STORE_FAILED, attempt + ": " + why), cause);
  }

  /** SQLite tells a full disk as an I/O error while it makes the files beside its own. */
  private static boolean isFull(File database) {
    return database.isFile() && database.getUsableSpace() < LEAST_ROOM;
  }

  /** Whether it met another transaction, and may run again. */
  static boolean isConflict(CdsException failure) {
    return failure.getCause() instanceof SQLException cause
        && (cause.getErrorCode() == CHANGED_MEANWHILE
            || (cause.getSQLState() != null && CONFLICT.contains(cause.getSQLState())));
  }

  /** A failure that the store itself finds. */
  public static CdsException failed(String detail) {
    return new CdsException(Problem.of(ProblemCode.STORE_FAILED, detail));
  }

  /** Somebody was faster. */
  public static CdsException stale(String detail) {
    return new CdsException(Problem.of(ProblemCode.STALE_LEASE, detail));
  }
}
