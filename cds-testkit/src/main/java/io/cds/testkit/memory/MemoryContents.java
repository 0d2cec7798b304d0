package io.cds.testkit.memory;

import io.cds.api.ContentRef;
import io.cds.api.store.Contents;

/** Contents, as far as transactions bind and release them. */
record MemoryContents(ContentShelf shelf, Journal journal) implements Contents {
  @Override
  public void bind(ContentRef ref) {
    journal.use();
    boolean before = shelf.bound(ref, true);
    journal.undoBy(() -> shelf.bound(ref, before));
  }

  @Override
  public void release(ContentRef ref) {
    journal.use();
    journal.removeAfterCommit(() -> shelf.remove(ref));
  }
}
