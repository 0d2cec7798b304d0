package io.cds.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.testkit.Faulty;
import io.cds.testkit.MemoryStore;
import io.cds.testkit.fake.FakeCryptography;
import io.cds.testkit.network.Network;
import io.cds.testkit.simulation.Seeds;
import io.cds.testkit.simulation.Simulation;
import io.cds.testkit.simulation.Verdict;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A seed tells its history again. */
class SimulationTest {
  private final Simulation simulation =
      Simulation.of(FakeCryptography::create).parties(12, 2).steps(120);

  @Test
  void one_seed_is_one_history_and_another_seed_another() throws Exception {
    Verdict first = simulation.run(7);
    assertThat(simulation.run(7)).isEqualTo(first);
    assertThat(simulation.run(8).digest()).isNotEqualTo(first.digest());
    assertThat(first.messages()).isGreaterThan(3);
    assertThat(first.steps()).anyMatch(step -> step.contains("transmits"));
  }

  @Test
  void everything_goes_wrong_that_is_to_go_wrong() throws Exception {
    Set<String> struck = new TreeSet<>();
    for (long seed = 1; seed <= 15; seed++) {
      struck.addAll(simulation.steps(300).run(seed).tally().keySet());
    }
    assertThat(struck)
        .contains(
            "calls: it arrives twice",
            "calls: it does not arrive",
            "calls: it takes minutes",
            "calls: it will arrive once more, later",
            "calls: the answer is lost",
            "calls: the line is cut in the middle",
            "calls: before it arrives something else happens",
            "calls: before the answer comes something else happens",
            "clocks set wrong",
            "deaths of a party's process",
            "deaths of the hub",
            "deliveries: EXPIRED",
            "deliveries: RECEIVED",
            "deliveries: SEND_FAIL",
            ".zip: STORED",
            ".zip: DUPLICATE",
            ".zip: REFUSED");
  }

  @Test
  void who_fails_a_seed_reads_what_is_wrong_how_to_see_it_again_and_what_led_there() {
    Simulation broken =
        simulation.stores(
            (party, clock) ->
                party.equals(Network.HUB)
                    ? Faulty.table(
                        new MemoryStore(clock), "feeds", "append", (right, given) -> true)
                    : new MemoryStore(clock));

    assertThatThrownBy(() -> broken.prove(new Seeds(3, 5, Duration.ofMinutes(10))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Seed [3] finds [")
        .hasMessageContaining("-Dcds.simulation.seed=3")
        .hasMessageContaining("not at rest: n")
        .hasMessageContaining(" confirms n")
        .hasMessageContaining(" encrypts n");
  }

  @Test
  void the_number_of_seeds_is_asked_for_and_time_ends_them() throws Exception {
    assertThat(simulation.prove(new Seeds(20, 3, Duration.ofMinutes(10)))).isEqualTo(3);
    assertThat(simulation.prove(new Seeds(20, 3, Duration.ZERO))).isZero();
    assertThatThrownBy(() -> new Seeds(1, 0, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1");
  }
}
