package io.cds.api.store;

import io.cds.api.ContentRef;
import io.cds.api.HostTransaction;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.spi.Provider;
import java.time.Duration;
import java.util.Set;

/**
 * Keeps everything that must survive: messages, envelopes that it cannot read, receipts, events,
 * work. One SPI with a client role and a hub role. Implemented by plugins; SQLite is the default in
 * cds-store-jdbc.
 *
 * <p><b>Guarantees.</b> A transaction that returned survives a crash of process and machine; one
 * that threw left nothing. {@code party} leads every key.
 *
 * <p><b>Failure.</b> {@link io.cds.api.CdsException} with {@code STORE_FULL} or {@code
 * STORE_FAILED}; nothing is half done.
 *
 * <p><b>Threading.</b> Safe for several threads and, where {@link Capability#SHARED} is told, for
 * several processes.
 */
public interface Store extends Provider, AutoCloseable {
  /** What this store can do beyond the contract. */
  Set<Capability> capabilities();

  /**
   * Runs the work in one transaction and commits it. After a conflict the work may run again: no
   * side effects inside. An exception of the work rolls back and passes through, checked or not.
   *
   * <p>Transactions do not nest, and content is not staged, discarded or swept inside one: a
   * database with one writer would wait for itself.
   *
   * @throws IllegalStateException if this thread is in a transaction of this store
   */
  <R> R transact(Work<R> work);

  /**
   * Runs work that only reads, at one moment of the store. It sees all that was committed before. A
   * store whose database reads beside a writer waits for none here, and commits nothing; that is
   * most of what the engine asks.
   *
   * <p>The work must not write: a store may refuse that with {@link IllegalStateException}.
   *
   * @throws IllegalStateException if this thread is in a transaction of this store
   */
  default <R> R read(Work<R> work) {
    return transact(work);
  }

  /**
   * Runs the work inside the host's transaction and commits nothing. An exception of the work
   * undoes what it did here, and nothing else of the host's transaction, and passes through.
   *
   * @throws io.cds.api.CdsException {@code STORE_FAILED} if this store's tables are not reached by
   *     that transaction
   */
  <R> R join(HostTransaction host, Work<R> work);

  /**
   * A sink for content, in bounded commits of its own. {@link Sink#finish()} makes it readable; it
   * stays an orphan until a transaction binds it ({@link Contents#bind}).
   *
   * @param key names it while it is unfinished; one sink at a time: a later one takes over, and the
   *     former can write no more
   * @param resumeAt 0 to begin anew (an unfinished one of this key is dropped), or at most {@link
   *     #durable} to go on from there. Closing without finishing makes durable what was written,
   *     unless a write failed, and keeps it for that.
   * @throws io.cds.api.CdsException {@code STORE_FAILED} if {@code resumeAt} is beyond what is
   *     durable
   */
  Sink stage(ContentKey key, long resumeAt);

  /** How many octets of unfinished content of this key survive a crash; 0 if there is none. */
  long durable(ContentKey key);

  /**
   * Finished content, with random access. @throws io.cds.api.CdsException {@code STORE_FAILED} if
   * there is none
   */
  Source content(ContentRef ref);

  /** Drops unfinished content of this key. */
  void discard(ContentKey key);

  /** Drops orphans that nothing touched for this long, in bounded steps. @return how many */
  int sweep(Duration age);

  @Override
  void close();

  /** What is done in a transaction. */
  @FunctionalInterface
  interface Work<R> {
    /** Reads and writes through {@code transaction} only. */
    R run(StoreTransaction transaction) throws Exception;
  }
}
