package io.cds.testkit.store;

import io.cds.api.store.Store;
import io.cds.testkit.HostSession;
import io.cds.testkit.ManualClock;

/** What every rule is given. */
public interface StoreUnderTest {
  /** The store, empty when the test begins. */
  Store store();

  /** The same octets opened once more, for stores that are durable or shared. */
  Store again();

  /** The clock that {@link #store()} was opened with. */
  ManualClock clock();

  /** A new transaction of a pretended host, in the database of {@link #store()}. */
  HostSession host();
}
