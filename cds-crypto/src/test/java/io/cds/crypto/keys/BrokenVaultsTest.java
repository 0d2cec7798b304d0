package io.cds.crypto.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.spi.KeyVault;
import io.cds.testkit.ContractRules;
import io.cds.testkit.KeyVaultContract;
import io.cds.testkit.ManualClock;
import io.cds.testkit.vault.AtRestRules;
import io.cds.testkit.vault.HybridRules;
import io.cds.testkit.vault.PairRules;
import io.cds.testkit.vault.PassphraseRules;
import io.cds.testkit.vault.ThreadRules;
import io.cds.testkit.vault.UseRules;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract itself is proved: each rule fails with the right words for a vault that breaks it.
 */
class BrokenVaultsTest {
  private static final ContractRules RULES = ContractRules.of(KeyVaultContract.class);

  static Stream<VaultFault> faults() {
    return Stream.of(VaultFaults.all(), AtRestFaults.all()).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_vault_that_breaks_a_rule_is_told_so(VaultFault fault, @TempDir Path folder) {
    Faulty contract = new Faulty(fault, folder);
    try {
      assertThat(RULES.failure(contract, fault.rule()).map(Throwable::toString))
          .hasValueSatisfying(words -> assertThat(words).contains(fault.words()));
    } finally {
      contract.good.close();
    }
  }

  @Test
  void every_rule_has_a_vault_that_breaks_it() {
    assertThat(RULES.names()).hasSizeGreaterThan(50);
    assertThat(faults().map(VaultFault::rule)).containsExactlyInAnyOrderElementsOf(RULES.names());
  }

  /** The vault of files, one thing at fault. */
  private static final class Faulty
      implements PairRules, UseRules, HybridRules, PassphraseRules, AtRestRules, ThreadRules {
    private final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
    private final VaultFault fault;
    private final Path folder;
    private final KeyVault good;

    Faulty(VaultFault fault, Path folder) {
      this.fault = fault;
      this.folder = folder;
      this.good = open();
    }

    private KeyVault open() {
      return new Pkcs12Vault(folder, clock, Samples.RANDOM, new Disk(), Samples.CHEAP);
    }

    @Override
    public KeyVault vault() {
      return fault.around(good, true);
    }

    @Override
    public KeyVault again() {
      return fault.around(open(), false);
    }

    @Override
    public ManualClock clock() {
      return clock;
    }

    @Override
    public SecureRandom random() {
      return Samples.RANDOM;
    }
  }
}
