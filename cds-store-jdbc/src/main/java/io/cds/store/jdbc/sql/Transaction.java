package io.cds.store.jdbc.sql;

import io.cds.api.CdsException;
import io.cds.api.HostTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** A transaction while it runs: its session for us, its connection for a host's handler. */
public final class Transaction implements HostTransaction {
  private final Session session;
  private final @Nullable HostTransaction outer;
  private final Thread owner = Thread.currentThread();
  private final List<Runnable> hints = new ArrayList<>();
  private @Nullable Instant now;
  private boolean ended;
  private boolean rolledBack;

  /** Our own. */
  Transaction(Session session) {
    this(session, null);
  }

  /** Inside a host's. */
  Transaction(Session session, @Nullable HostTransaction outer) {
    this.session = session;
    this.outer = outer;
  }

  /** For tables. @throws IllegalStateException after the work returned, or on another thread */
  public Session session() {
    if (ended || Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "Transaction used by thread ["
              + Thread.currentThread().getName()
              + "], ended ["
              + ended
              + "]; expected thread ["
              + owner.getName()
              + "] before the work returns: keep no table beyond the work");
    }
    return session;
  }

  /** The store's clock at the first call; it stands still from then on. */
  public Instant now() {
    Session open = session();
    Instant first = now;
    if (first == null) {
      first = open.now();
      now = first;
    }
    return first;
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(session.connection())
        ? Optional.of(type.cast(session().connection()))
        : Optional.empty();
  }

  @Override
  public void afterCommit(Runnable hint) {
    session();
    if (outer == null) {
      hints.add(hint);
    } else {
      outer.afterCommit(hint);
    }
  }

  void end() {
    ended = true;
  }

  boolean rolledBack() {
    return rolledBack;
  }

  /** Rolls back; a failure of that is told beside the cause. SQLite may have done it already. */
  void rollBack(Throwable cause) {
    ended = true;
    try {
      session.dialect().rollBack(session);
      rolledBack = true;
    } catch (CdsException e) {
      cause.addSuppressed(e);
    }
  }

  void undoTo(String savepoint, Throwable cause) {
    ended = true;
    try {
      session.execute("ROLLBACK TO SAVEPOINT " + savepoint);
      session.execute("RELEASE SAVEPOINT " + savepoint);
    } catch (CdsException e) {
      cause.addSuppressed(e);
    }
  }

  void runHints(Logger log) {
    for (Runnable hint : hints) {
      try {
        hint.run();
      } catch (RuntimeException e) {
        log.warn("A hint after a commit failed; the commit stands", e);
      }
    }
  }
}
