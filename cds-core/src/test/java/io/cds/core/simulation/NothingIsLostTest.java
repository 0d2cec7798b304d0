package io.cds.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.testkit.fake.FakeCryptography;
import io.cds.testkit.simulation.Seeds;
import io.cds.testkit.simulation.Simulation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Random histories of a whole network: nothing lost, nothing doubled, nothing silent. */
class NothingIsLostTest {
  @Test
  void whatever_fails_every_message_is_imported_once_or_ends_visibly() throws Exception {
    Seeds seeds = Seeds.asked(200, Duration.ofSeconds(90));
    int histories = Simulation.of(FakeCryptography::create).prove(seeds);
    System.out.printf("%d histories from seed %d on: all is well%n", histories, seeds.first());
    assertThat(histories).isPositive();
  }
}
