package io.cds.store.jdbc.sql;

import io.cds.api.CdsException;
import io.cds.api.HostTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One database. A dialect with one writer has the writers of this process queue in order at a lock,
 * and a transaction never has to run again; else it runs again after a conflict.
 */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** A transaction that meets others so often is in a place where too many work. */
  private static final int RUNS = 50;

  /** One of those that met has committed; the others come again one after another. */
  private static final long PAUSE = 500_000;

  private final Connections connections;
  private final Dialect dialect;
  private final String place;
  private final ReentrantLock writer = new ReentrantLock(true);
  private final ThreadLocal<Boolean> busy = ThreadLocal.withInitial(() -> false);
  private final String id;

  /** Opens it and brings its schema up to date. */
  public Database(DataSource source, boolean own, String place, Dialect dialect) {
    this.connections = new Connections(source, own, dialect, place);
    this.dialect = dialect;
    this.place = place;
    try {
      this.id =
          write(
              Durability.MACHINE,
              transaction -> {
                Schema.migrate(transaction.session(), place);
                return identity(transaction.session());
              });
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /** The id that its store got when it was made. */
  public String id() {
    return id;
  }

  /** Runs the work in a transaction that may write, and commits it. */
  public <R> R write(Durability durability, Function<Transaction, R> work) {
    return alone(
        () ->
            untilNoConflict(
                () -> once(dialect.oneWriter(), s -> dialect.begin(s, durability), work)));
  }

  /** Runs work that only reads, at one moment; it waits for no writer, and may not write. */
  public <R> R look(Function<Transaction, R> work) {
    return alone(
        () ->
            once(
                false,
                session -> {
                  session.readOnly(true);
                  dialect.beginReading(session);
                },
                work));
  }

  /** One at a time on a thread. */
  private <R> R alone(Supplier<Done<R>> work) {
    if (busy.get()) {
      throw new IllegalStateException(
          "Store ["
              + place
              + "] was asked for a transaction, or to stage, discard or sweep content, inside a"
              + " transaction of this thread; expected it before or after: there is one writer");
    }
    busy.set(true);
    Done<R> done;
    try {
      done = work.get();
    } finally {
      busy.remove();
    }
    done.transaction.runHints(LOG);
    return done.result;
  }

  private record Done<R>(Transaction transaction, R result) {}

  private <R> Done<R> untilNoConflict(Supplier<Done<R>> work) {
    for (int run = 1; ; run++) {
      try {
        return work.get();
      } catch (CdsException e) {
        if (!Fault.isConflict(e) || run == RUNS) {
          throw e;
        }
        LOG.debug("Transaction on [{}] met another and runs again", place, e);
        LockSupport.parkNanos(run * PAUSE);
      }
    }
  }

  private <R> Done<R> once(
      boolean oneWriter, Consumer<Session> begin, Function<Transaction, R> work) {
    if (oneWriter) {
      writer.lock();
    }
    try {
      Session session = connections.take();
      Transaction transaction = new Transaction(session);
      boolean good = false;
      try {
        R result = run(transaction, begin, work);
        good = true;
        return new Done<>(transaction, result);
      } finally {
        good |= transaction.rolledBack();
        connections.giveBack(session, good);
      }
    } catch (SQLException e) {
      throw Fault.of(place, "use", e);
    } finally {
      if (oneWriter) {
        writer.unlock();
      }
    }
  }

  private <R> R run(
      Transaction transaction, Consumer<Session> begin, Function<Transaction, R> work) {
    Session session = transaction.session();
    begin.accept(session);
    try {
      R result = work.apply(transaction);
      transaction.end();
      dialect.commit(session);
      return result;
    } catch (Throwable e) {
      transaction.rollBack(e);
      throw e;
    }
  }

  /** Reads what is committed, outside of any transaction. */
  public <R> R read(Function<Session, R> work) {
    try {
      Session session = connections.take();
      boolean good = false;
      try {
        R result = work.apply(session);
        good = true;
        return result;
      } finally {
        connections.giveBack(session, good);
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
    Session session = new Session(connection, place, dialect, 0);
    if (!dialect.inTransaction(session)) {
      throw Fault.failed(
          "the host's connection is in no transaction; begin one (immediate) before the store joins");
    }
    Transaction transaction = new Transaction(session, host);
    session.execute("SAVEPOINT cds_join");
    try {
      requireOurTables(session);
      R result = work.apply(transaction);
      transaction.end();
      session.execute("RELEASE SAVEPOINT cds_join");
      return result;
    } catch (Throwable e) {
      transaction.undoTo("cds_join", e);
      throw e;
    }
  }

  private void requireOurTables(Session session) {
    String found;
    try {
      found = identity(session);
    } catch (CdsException e) {
      throw Fault.failed(
          "the host's connection does not reach the tables of "
              + place
              + "; join needs its database");
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
