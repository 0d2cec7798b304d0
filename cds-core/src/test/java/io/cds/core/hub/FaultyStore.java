package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.HostTransaction;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.Capability;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Store;
import java.time.Duration;
import java.util.Set;

/** A store whose process dies at a chosen transaction: before it, or just after its commit. */
final class FaultyStore implements Store {
  private final Store real;
  private int left = Integer.MAX_VALUE;
  private boolean commits;
  private boolean dead;

  FaultyStore(Store real) {
    this.real = real;
  }

  /** Dies at the n-th transaction from now, the first being 1. */
  FaultyStore dyingAt(int transaction, boolean afterCommit) {
    left = transaction;
    commits = afterCommit;
    return this;
  }

  boolean died() {
    return dead;
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public int spiVersion() {
    return real.spiVersion();
  }

  @Override
  public Set<Capability> capabilities() {
    return real.capabilities();
  }

  @Override
  public synchronized <R> R transact(Work<R> work) {
    requireAlive();
    if (--left > 0) {
      return real.transact(work);
    }
    dead = true;
    if (commits) {
      real.transact(work);
    }
    throw dead();
  }

  @Override
  public <R> R join(HostTransaction host, Work<R> work) {
    requireAlive();
    return real.join(host, work);
  }

  @Override
  public Sink stage(ContentKey key, long resumeAt) {
    requireAlive();
    return real.stage(key, resumeAt);
  }

  @Override
  public long durable(ContentKey key) {
    requireAlive();
    return real.durable(key);
  }

  @Override
  public Source content(ContentRef ref) {
    requireAlive();
    return real.content(ref);
  }

  @Override
  public void discard(ContentKey key) {
    requireAlive();
    real.discard(key);
  }

  @Override
  public int sweep(Duration age) {
    return real.sweep(age);
  }

  @Override
  public void close() {}

  private void requireAlive() {
    if (dead) {
      throw dead();
    }
  }

  private static CdsException dead() {
    return new CdsException(Problem.of(ProblemCode.STORE_FAILED, "the process died"));
  }
}
