package io.cds.examples.quickstart;

import io.cds.api.Settings;
import io.cds.api.spi.KeyVault;
import io.cds.api.store.Store;
import io.cds.store.jdbc.SqliteStore;
import java.nio.file.Path;

/** How a process opens what it keeps, a database and a vault, and by which numbers it works. */
interface Opening {
  /** The store of this file. */
  default Store store(Path file) {
    return SqliteStore.open(file);
  }

  /** The vault that the engine is given, over the one in the process's folder. */
  default KeyVault vault(KeyVault vault) {
    return vault;
  }

  /** The numbers of hub and client. */
  default Settings settings(Settings usual) {
    return usual;
  }
}
