package io.cds.store.jdbc.sql;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import java.sql.SQLException;

/** Failures of the database, in the words of the API. */
public final class Fault {
  /** Result codes of SQLite (sqlite.org/rescode.html). */
  private static final int BUSY = 5;

  private static final int FULL = 13;

  private Fault() {}

  /** What failed, with the database's own code; never a value. */
  static CdsException of(String attempt, SQLException cause) {
    int code = cause.getErrorCode();
    if (code == FULL) {
      return new CdsException(Problem.of(ProblemCode.STORE_FULL, attempt), cause);
    }
    String why =
        code == BUSY
            ? "the database was locked by another for longer than the busy timeout"
            : "database code " + code;
    return new CdsException(Problem.of(ProblemCode.STORE_FAILED, attempt + ": " + why), cause);
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
