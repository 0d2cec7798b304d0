package io.cds.testkit.network;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.HostTransaction;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Store;
import io.cds.testkit.ForwardingStore;
import java.time.Duration;

/**
 * Another store, as a process sees it that dies at a chosen transaction: before it, or after its
 * commit. Everything after that fails; the store below keeps what was committed.
 *
 * <p>Threading: any.
 */
public final class DyingStore extends ForwardingStore {
  private int left;
  private int transactions;
  private boolean commits;
  private boolean dead;

  /** A process that lives until told otherwise. */
  public DyingStore(Store real) {
    super(real);
    this.left = Integer.MAX_VALUE;
  }

  /** Dies at the n-th transaction from now, the first being 1. */
  public synchronized DyingStore dieAt(int transaction, boolean afterCommit) {
    left = transaction;
    commits = afterCommit;
    return this;
  }

  /** How many transactions were begun so far. */
  public synchronized int transactions() {
    return transactions;
  }

  /** Whether it has died. */
  public synchronized boolean died() {
    return dead;
  }

  @Override
  public String name() {
    return "dying " + super.name();
  }

  @Override
  public <R> R transact(Work<R> work) {
    if (lives()) {
      return super.transact(work);
    }
    if (commits) {
      super.transact(work);
    }
    throw death();
  }

  @Override
  public <R> R read(Work<R> work) {
    requireLife();
    return super.read(work);
  }

  @Override
  public <R> R join(HostTransaction host, Work<R> work) {
    requireLife();
    return super.join(host, work);
  }

  @Override
  public Sink stage(ContentKey key, long resumeAt) {
    requireLife();
    return super.stage(key, resumeAt);
  }

  @Override
  public long durable(ContentKey key) {
    requireLife();
    return super.durable(key);
  }

  @Override
  public Source content(ContentRef ref) {
    requireLife();
    return super.content(ref);
  }

  @Override
  public void discard(ContentKey key) {
    requireLife();
    super.discard(key);
  }

  @Override
  public int sweep(Duration age) {
    requireLife();
    return super.sweep(age);
  }

  /** Leaves the store below open: another process goes on with it. */
  @Override
  public void close() {}

  private synchronized boolean lives() {
    requireLife();
    transactions++;
    left--;
    dead = left == 0;
    return !dead;
  }

  private synchronized void requireLife() {
    if (dead) {
      throw death();
    }
  }

  private static CdsException death() {
    return new CdsException(Problem.of(ProblemCode.STORE_FAILED, "the process died"));
  }
}
