package io.cds.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few of the kills of {@code examples/kill-loop}, for every build. */
class KillsIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hub:12 010300:60 EDB:70", // while the hub registers, while the school sends
        "hub:0,20 010300:120 EDB:95", // while the hub accepts, while EDB imports
        "quickstart:45 010300:0,6", // the orchestrator, whose processes must not go on without it
      })
  void L05_L07_a_killed_process_is_started_again_and_all_ends_imported_once(String plan)
      throws Exception {
    assertThat(KillRound.run(folder, KillPlan.parse(plan))).isEmpty();
  }
}
