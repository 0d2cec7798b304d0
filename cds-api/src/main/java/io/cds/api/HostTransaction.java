package io.cds.api;

import java.util.Optional;

/**
 * The host's own transaction, without knowing its technology. The library joins it and never
 * commits, rolls back or retries it. Implemented by hosts; a {@code Store} implements it for the
 * transaction that it runs a {@code MessageHandler} in.
 */
public interface HostTransaction {
  /**
   * The transaction's resource of this type, such as a {@code java.sql.Connection}, if there is
   * one.
   */
  <T> Optional<T> unwrap(Class<T> type);

  /**
   * Runs the hint after a successful commit, on any thread, at most once; it must return quickly.
   */
  void afterCommit(Runnable hint);
}
