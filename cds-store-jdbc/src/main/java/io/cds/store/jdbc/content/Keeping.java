package io.cds.store.jdbc.content;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.ContentKey;
import io.cds.store.jdbc.sql.Transaction;

/** How the octets of content are kept, beside its row. */
interface Keeping {
  /** The first sink of content that this transaction makes. */
  Sink begin(Transaction transaction, ContentKey key, Held fresh);

  /**
   * Gives unfinished content to another sink.
   *
   * @param length what it is cut to, at most {@code former.length()}
   */
  Sink resume(Transaction transaction, ContentKey key, Held former, long token, long length);

  /** How many octets of unfinished content are there, at most what its row tells. */
  long durable(Held unfinished);

  /**
   * Finished content. @throws io.cds.api.CdsException {@code STORE_FAILED} if octets are missing
   */
  Source source(Held held, ContentRef ref);

  /** Removes released content, or a bounded part of it. @return whether more is left */
  boolean removeSome(Held held);
}
