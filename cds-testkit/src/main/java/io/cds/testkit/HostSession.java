package io.cds.testkit;

import io.cds.api.HostTransaction;

/**
 * A host's transaction as a test plays it: what a store joins, and what the host then ends. Closing
 * without {@link #commit()} rolls back.
 *
 * <p>Threading: the thread that began it.
 */
public interface HostSession extends HostTransaction, AutoCloseable {
  /** Commits, then runs the hints of {@link #afterCommit}. */
  void commit();

  /** Undoes everything that was done in it. */
  void rollback();

  @Override
  void close();
}
