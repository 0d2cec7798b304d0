package io.cds.store.jdbc.sql;

import io.cds.api.CdsException;
import io.cds.api.HostTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SQLite database: one writer at a time, any number of readers.
 *
 * <p>Within this process writers queue in order at a lock; against other processes {@code BEGIN
 * IMMEDIATE} waits for the busy timeout. So a transaction never has to run again.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private final Connections connections;
  private final Clock clock;
  private final String place;
  private final ReentrantLock writer = new ReentrantLock(true);
  private final String id;

  /** Opens it and brings its schema up to date. */
  public Database(DataSource source, boolean own, String place, Settings settings) {
    this.connections = new Connections(source, own, new Pragmas(settings), place);
    this.clock = settings.clock();
    this.place = place;
    try {
      this.id =
          write(
              Durability.MACHINE,
              transaction -> {
                Schema.migrate(transaction.session(), place, now());
                return identity(transaction.session());
              });
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /** The clock, in whole milliseconds. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Runs the work in a transaction that may write, and commits it. */
  public <R> R write(Durability durability, Function<Transaction, R> work) {
    if (writer.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "Store ["
              + place
              + "] was asked for a transaction, or to stage, discard or sweep content, inside a"
              + " transaction of this thread; expected it before or after: there is one writer");
    }
    Transaction transaction;
    R result;
    writer.lock();
    try {
      Connection connection = connections.take();
      transaction = new Transaction(new Session(connection, place));
      boolean good = false;
      try {
        result = run(transaction, durability, work);
        good = true;
      } finally {
        good |= transaction.rolledBack();
        connections.giveBack(connection, good);
      }
    } catch (SQLException e) {
      throw Fault.of(place, "use", e);
    } finally {
      writer.unlock();
    }
    transaction.runHints(LOG);
    return result;
  }

  private static <R> R run(
      Transaction transaction, Durability durability, Function<Transaction, R> work) {
    Session session = transaction.session();
    session.execute(durability.pragma());
    session.execute("BEGIN IMMEDIATE");
    try {
      R result = work.apply(transaction);
      transaction.end();
      session.execute("COMMIT");
      return result;
    } catch (Throwable e) {
      transaction.rollBack(e);
      throw e;
    }
  }

  /** Reads what is committed, outside of any transaction. */
  public <R> R read(Function<Session, R> work) {
    try {
      Connection connection = connections.take();
      boolean good = false;
      try {
        R result = work.apply(new Session(connection, place));
        good = true;
        return result;
      } finally {
        connections.giveBack(connection, good);
      }
    } catch (SQLException e) {
      throw Fault.of(place, "read", e);
    }
  }

  /** Runs the work inside a host's transaction; what it does is undone if it throws. */
  public <R> R join(HostTransaction host, Function<Transaction, R> work) {
    Connection connection =
        host.unwrap(Connection.class)
            .orElseThrow(
                () ->
                    Fault.failed(
                        "the host's transaction gives no java.sql.Connection; its unwrap() must,"
                            + " for the store to join"));
    Session session = new Session(connection, place);
    requireTransaction(session);
    requireOurTables(session);
    Transaction transaction = new Transaction(session, host);
    session.execute("SAVEPOINT cds_join");
    try {
      R result = work.apply(transaction);
      transaction.end();
      session.execute("RELEASE cds_join");
      return result;
    } catch (Throwable e) {
      transaction.undoTo("cds_join", e);
      throw e;
    }
  }

  /** Outside of a transaction a savepoint would commit by itself. */
  private static void requireTransaction(Session session) {
    try {
      session.execute("BEGIN");
    } catch (CdsException inTransaction) {
      return;
    }
    session.execute("ROLLBACK");
    throw Fault.failed(
        "the host's connection is in no transaction; begin one (immediate) before the store joins");
  }

  private void requireOurTables(Session session) {
    String found;
    try {
      found = identity(session);
    } catch (CdsException e) {
      throw Fault.failed(
          "the host's connection does not reach the tables of " + place + "; join needs its file");
    }
    if (!found.equals(id)) {
      throw Fault.failed("the host's connection reaches another store than " + place);
    }
  }

  private static String identity(Session session) {
    return session
        .first("SELECT value FROM cds_store WHERE name = 'id'", row -> row.text("value"))
        .orElseThrow(() -> Fault.failed("table cds_store has no id; restore the database"));
  }

  @Override
  public void close() {
    try {
      connections.close();
    } catch (SQLException e) {
      throw Fault.of(place, "close", e);
    }
  }
}
