package io.cds.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import io.cds.api.spi.KeyVault;
import io.cds.testkit.vault.AtRestRules;
import io.cds.testkit.vault.HybridRules;
import io.cds.testkit.vault.PairRules;
import io.cds.testkit.vault.PassphraseRules;
import io.cds.testkit.vault.ThreadRules;
import io.cds.testkit.vault.UseRules;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link KeyVault} must keep. The author of a vault extends this class in a test and
 * gives the vault in {@link #open}; each promise of the SPI is then a test whose name says it.
 */
@Timeout(120)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class KeyVaultContract
    implements PairRules, UseRules, HybridRules, PassphraseRules, AtRestRules, ThreadRules {
  /** The passphrase of the rules: the PIN of a token that is to be tested. */
  public static final String PASSPHRASE = "Lion Rock 1967";

  private final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  private final SecureRandom random;
  @TempDir @Nullable Path folder;
  private @Nullable KeyVault vault;

  /**
   * For subclasses.
   *
   * @param random where the rules and the vault take their randomness from
   */
  protected KeyVaultContract(SecureRandom random) {
    this.random = random;
  }

  /**
   * Opens the vault. Within one test the folder is the same, empty at first, and the vault is
   * opened again while the first one is open: both must have the same keys.
   *
   * @param folder a folder that the vault may use
   * @param clock what the vault must take its time from
   * @param random what it must take its randomness from
   */
  protected abstract KeyVault open(Path folder, Clock clock, SecureRandom random) throws Exception;

  @BeforeEach
  final void openVault() {
    vault = again();
  }

  @AfterEach
  final void closeVault() {
    vault().close();
  }

  @Override
  public final KeyVault vault() {
    KeyVault open = vault;
    return open == null ? fail("the vault is not open yet") : open;
  }

  @Override
  public final KeyVault again() {
    try {
      Path place = folder;
      return place == null ? fail("there is no folder yet") : open(place, clock, random);
    } catch (Exception e) {
      return fail("the vault could not be opened", e);
    }
  }

  @Override
  public final ManualClock clock() {
    return clock;
  }

  @Override
  public final SecureRandom random() {
    return random;
  }
}
