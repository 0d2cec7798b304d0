package io.cds.examples.plugin;

import io.cds.api.store.Store;
import io.cds.testkit.StoreContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

final class MyStoreContractTest extends StoreContract {
  @TempDir Path folder;

  @Override
  protected Store open(Clock clock) {
    return new MyStore(folder, clock); // the same place when it is opened again within a test
  }
}
