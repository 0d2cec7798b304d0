package io.cds.testkit;

import io.cds.api.ContentRef;
import io.cds.api.HostTransaction;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.Capability;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Store;
import io.cds.testkit.memory.Memory;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * A store in memory, for tests: every table of both roles, real rollback, leases with tokens,
 * staged content.
 *
 * <p><b>Guarantees.</b> All of {@link Store} but what needs a disk: transactions run one after the
 * other, and one that throws leaves nothing. As strict as the strictest database: a transaction
 * inside a transaction, and content staged inside a transaction, are refused. {@link #close()}
 * keeps what is there, so that a test can play a restart with the same object.
 *
 * <p><b>Does not guarantee.</b> Anything after the process; little memory for large content.
 *
 * <p><b>Threading.</b> Any.
 */
public final class MemoryStore implements Store {
  private final Memory memory;

  /** An empty store on this clock. */
  public MemoryStore(Clock clock) {
    this.memory = new Memory(clock);
  }

  /**
   * Begins a transaction of a pretended host, which {@link #join} joins; other transactions wait
   * until it ends.
   */
  public HostSession begin() {
    return memory.begin();
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.JOINS_HOST);
  }

  @Override
  public <R> R transact(Work<R> work) {
    return memory.transact(work);
  }

  /** {@inheritDoc} Work that writes is refused. */
  @Override
  public <R> R read(Work<R> work) {
    return memory.read(work);
  }

  @Override
  public <R> R join(HostTransaction host, Work<R> work) {
    return memory.join(host, work);
  }

  @Override
  public Sink stage(ContentKey key, long resumeAt) {
    return memory.stage(key, resumeAt);
  }

  @Override
  public long durable(ContentKey key) {
    return memory.durable(key);
  }

  @Override
  public Source content(ContentRef ref) {
    return memory.content(ref);
  }

  @Override
  public void discard(ContentKey key) {
    memory.discard(key);
  }

  @Override
  public int sweep(Duration age) {
    return memory.sweep(age);
  }

  /** Keeps what is there: the store can be used again, as after a restart. */
  @Override
  public void close() {}
}
