package io.cds.store.jdbc;

import io.cds.api.ContentRef;
import io.cds.api.store.Store;

/** Content that a row needs, and then does not. */
final class Binding {
  private Binding() {}

  static void bind(Store store, ContentRef ref) {
    store.transact(
        tx -> {
          tx.contents().bind(ref);
          return true;
        });
  }

  static void release(Store store, ContentRef ref) {
    store.transact(
        tx -> {
          tx.contents().release(ref);
          return true;
        });
  }
}
