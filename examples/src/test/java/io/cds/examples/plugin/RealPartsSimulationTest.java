package io.cds.examples.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.examples.RealCryptography;
import io.cds.store.jdbc.SqliteStore;
import io.cds.testkit.fake.FakeCryptography;
import io.cds.testkit.network.Cryptography;
import io.cds.testkit.simulation.Seeds;
import io.cds.testkit.simulation.Simulation;
import io.cds.testkit.simulation.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The histories of the whole network over the parts that hosts use: few seeds, for they are slow.
 */
class RealPartsSimulationTest {
  private static final Logger ENGINE = Logger.getLogger("io.cds.core");

  @TempDir Path folder;

  /** Every death and lost call leaves its lines in the log; here they are what is asked for. */
  @BeforeAll
  static void quiet() {
    ENGINE.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    ENGINE.setLevel(null);
  }

  @Test
  void nothing_is_lost_over_sqlite() throws Exception {
    Stores sqlite =
        (party, clock) ->
            SqliteStore.builder()
                .file(Files.createTempDirectory(folder, "store").resolve("cds.db"))
                .clock(clock)
                .open();
    Simulation simulation =
        Simulation.of(FakeCryptography::create).parties(4, 2).steps(150).stores(sqlite);

    assertThat(simulation.prove(Seeds.asked(2, Duration.ofSeconds(20)))).isPositive();
  }

  @Test
  void nothing_is_lost_with_real_keys() throws Exception {
    Simulation simulation = Simulation.of(this::keys).parties(2, 1).steps(60);

    assertThat(simulation.prove(Seeds.asked(1, Duration.ofSeconds(20)))).isPositive();
  }

  private Cryptography keys(Clock clock) {
    try {
      return new RealCryptography(Files.createTempDirectory(folder, "keys"), clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
