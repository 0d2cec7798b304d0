package io.cds.testkit;

import io.cds.api.ContentRef;
import io.cds.api.HostTransaction;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.Capability;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Store;
import java.time.Duration;
import java.util.Set;

/**
 * Passes every call on to another store. Extend it to put a fault around a call.
 *
 * <p>Threading: as the other store.
 */
public class ForwardingStore implements Store {
  private final Store to;

  /** Passes on to this store. */
  protected ForwardingStore(Store to) {
    this.to = to;
  }

  @Override
  public String name() {
    return to.name();
  }

  @Override
  public int spiVersion() {
    return to.spiVersion();
  }

  @Override
  public Set<Capability> capabilities() {
    return to.capabilities();
  }

  @Override
  public <R> R transact(Work<R> work) {
    return to.transact(work);
  }

  @Override
  public <R> R read(Work<R> work) {
    return to.read(work);
  }

  @Override
  public <R> R join(HostTransaction host, Work<R> work) {
    return to.join(host, work);
  }

  @Override
  public Sink stage(ContentKey key, long resumeAt) {
    return to.stage(key, resumeAt);
  }

  @Override
  public long durable(ContentKey key) {
    return to.durable(key);
  }

  @Override
  public Source content(ContentRef ref) {
    return to.content(ref);
  }

  @Override
  public void discard(ContentKey key) {
    to.discard(key);
  }

  @Override
  public int sweep(Duration age) {
    return to.sweep(age);
  }

  @Override
  public void close() {
    to.close();
  }
}
