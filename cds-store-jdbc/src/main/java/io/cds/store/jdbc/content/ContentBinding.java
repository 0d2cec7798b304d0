package io.cds.store.jdbc.content;

import io.cds.api.ContentRef;
import io.cds.api.store.Contents;
import io.cds.store.jdbc.sql.Session;
import io.cds.store.jdbc.sql.Transaction;

/** Contents in a transaction. */
record ContentBinding(ContentShelf shelf, Transaction transaction, boolean own)
    implements Contents {
  @Override
  public void bind(ContentRef ref) {
    ContentPlace place = ContentPlace.of(ref);
    Session session = transaction.session();
    if (ContentTable.readable(session, place, ref).isEmpty()) {
      throw ContentPlace.none(ref);
    }
    ContentTable.state(session, place, ContentState.BOUND);
  }

  /** In a host's transaction the octets are removed by the next sweep. */
  @Override
  public void release(ContentRef ref) {
    ContentPlace place = ContentPlace.of(ref);
    ContentTable.state(transaction.session(), place, ContentState.RELEASED);
    if (own) {
      transaction.afterCommit(() -> shelf.remove(place));
    }
  }
}
