package io.cds.examples.plugin;

import io.cds.api.ContentRef;
import io.cds.api.HostTransaction;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.Capability;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Store;
import io.cds.testkit.MemoryStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * A plugin author's store, at its simplest: it hands everything on, and claims nothing beyond the
 * contract.
 */
final class MyStore implements Store {
  private final Path folder;
  private final Store kept;

  MyStore(Path folder, Clock clock) {
    this.folder = folder;
    this.kept = new MemoryStore(clock);
  }

  @Override
  public String name() {
    return "my-store in " + folder.getFileName();
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public <R> R transact(Work<R> work) {
    return kept.transact(work);
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
