package io.cds.examples;

import io.cds.api.ContentRef;
import io.cds.api.HostTransaction;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.Capability;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Store;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The simplest store of one's own: another one, with a figure for the host's dashboard. All
 * promises are those of the store below, handed on as they are.
 */
final class TimedStore implements Store {
  private final Store kept;
  private final AtomicLong transactions = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();

  TimedStore(Store kept) {
    this.kept = kept;
  }

  long transactions() {
    return transactions.get();
  }

  Duration time() {
    return Duration.ofNanos(nanos.get());
  }

  @Override
  public String name() {
    return "timed " + kept.name();
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public Set<Capability> capabilities() {
    return kept.capabilities();
  }

  @Override
  public <R> R transact(Work<R> work) {
    long started = System.nanoTime();
    try {
      return kept.transact(work);
    } finally {
      transactions.incrementAndGet();
      nanos.addAndGet(System.nanoTime() - started);
    }
  }

  @Override
  public <R> R join(HostTransaction host, Work<R> work) {
    return kept.join(host, work);
  }

  @Override
  public Sink stage(ContentKey key, long resumeAt) {
    return kept.stage(key, resumeAt);
  }

  @Override
  public long durable(ContentKey key) {
    return kept.durable(key);
  }

  @Override
  public Source content(ContentRef ref) {
    return kept.content(ref);
  }

  @Override
  public void discard(ContentKey key) {
    kept.discard(key);
  }

  @Override
  public int sweep(Duration age) {
    return kept.sweep(age);
  }

  @Override
  public void close() {
    kept.close();
  }
}
