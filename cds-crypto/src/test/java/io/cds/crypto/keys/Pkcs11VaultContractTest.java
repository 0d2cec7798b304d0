package io.cds.crypto.keys;

import io.cds.api.spi.KeyVault;
import io.cds.testkit.KeyVaultContract;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Tag;

/** The vault over a token keeps what every vault must keep. */
@Tag("slow")
class Pkcs11VaultContractTest extends KeyVaultContract {
  /** One for the process, as a host has it. */
  private final Pkcs11Token token = Tokens.school();

  Pkcs11VaultContractTest() {
    super(Samples.RANDOM);
  }

  @Override
  protected KeyVault open(Path folder, Clock clock, SecureRandom random) {
    Pkcs12Vault files = new Pkcs12Vault(folder, clock, random, new Disk(), Samples.CHEAP);
    return new Pkcs11Vault(token, files, folder, clock, random);
  }

  /** Who issues a token sets its PIN. */
  @Override
  public boolean choosesPassphrases() {
    return false;
  }
}
