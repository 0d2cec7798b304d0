package io.cds.testkit.vault;

import io.cds.api.spi.KeyVault;
import io.cds.testkit.ManualClock;
import java.security.SecureRandom;

/** What every rule is given. */
public interface VaultUnderTest {
  /** The vault, empty when the test begins. */
  KeyVault vault();

  /** The same keys in a vault that is opened once more. */
  KeyVault again();

  /** The clock that {@link #vault()} was opened with. */
  ManualClock clock();

  /**
   * Whether the first generated pair sets the passphrase. False where somebody else set it, such as
   * who issued a token: rules that choose one of their own are skipped.
   */
  default boolean choosesPassphrases() {
    return true;
  }

  /** Randomness. */
  SecureRandom random();
}
