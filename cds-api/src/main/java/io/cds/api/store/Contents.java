package io.cds.api.store;

import io.cds.api.ContentRef;

/** Contents, as far as transactions bind and release them. */
public interface Contents {
  /**
   * Ties finished content to what this transaction writes: it is an orphan no more.
   *
   * @throws io.cds.api.CdsException {@code STORE_FAILED} if there is no such content
   */
  void bind(ContentRef ref);

  /** Lets it go: removed in bounded steps after the commit. */
  void release(ContentRef ref);
}
