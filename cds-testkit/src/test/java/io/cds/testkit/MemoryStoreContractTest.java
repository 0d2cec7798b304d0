package io.cds.testkit;

import io.cds.api.store.Store;
import java.time.Clock;

/** The store in memory keeps the contract. */
final class MemoryStoreContractTest extends StoreContract {
  @Override
  protected Store open(Clock clock) {
    return new MemoryStore(clock);
  }

  @Override
  protected HostSession begin(Store store) {
    return ((MemoryStore) store).begin();
  }
}
