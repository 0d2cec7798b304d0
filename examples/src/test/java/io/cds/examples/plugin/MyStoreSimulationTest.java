package io.cds.examples.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.testkit.fake.FakeCryptography;
import io.cds.testkit.simulation.Seeds;
import io.cds.testkit.simulation.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MyStoreSimulationTest {
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
  void whatever_fails_nothing_is_lost_over_my_store() throws Exception {
    Simulation simulation =
        Simulation.of(FakeCryptography::create)
            .parties(6, 2)
            .stores((party, clock) -> new MyStore(Files.createTempDirectory(folder, "s"), clock));

    assertThat(simulation.prove(Seeds.asked(10, Duration.ofSeconds(60)))).isPositive();
  }
}
