package io.cds.crypto.keys;

import io.cds.api.spi.KeyVault;
import io.cds.testkit.KeyVaultContract;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** The vault of PKCS#12 files keeps what every vault must keep. */
class Pkcs12VaultContractTest extends KeyVaultContract {
  Pkcs12VaultContractTest() {
    super(Samples.RANDOM);
  }

  @Override
  protected KeyVault open(Path folder, Clock clock, SecureRandom random) {
    return new Pkcs12Vault(folder, clock, random, new Disk(), Samples.CHEAP);
  }
}
