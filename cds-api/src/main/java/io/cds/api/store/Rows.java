package io.cds.api.store;

import java.util.Optional;

/**
 * Rows of one table.
 *
 * @param <K> key
 * @param <R> row; carries a version that starts at 0
 */
public interface Rows<K, R> {
  /** The row of this key. */
  Optional<R> find(K key);

  /**
   * Inserts a row of version 0. @return false, and nothing changed, if the key exists
   *
   * @throws IllegalArgumentException if the row has another version
   */
  boolean insert(R row);

  /**
   * Compare-and-set: writes the row with its version + 1 if the stored version is the row's.
   *
   * @throws io.cds.api.CdsException {@code STALE_LEASE} if the stored row has another version or is
   *     gone: somebody was faster
   */
  void replace(R row);
}
