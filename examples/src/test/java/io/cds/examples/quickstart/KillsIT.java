package io.cds.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few of the kills of {@code examples/kill-loop}, for every build. */
class KillsIT {
  /** Each role ten times, in all parts of a run, before and after its commits. */
  private static final String PLAN =
      "hub:6,12,9,20,13,18,15,16,17,14"
          + " 010300:8,15,22,19,21,20,24,17,22,20"
          + " EDB:7,10,15,13,16,14,17,12,15,14";

  @TempDir Path folder;

  @Test
  void L05_L07_killed_processes_are_started_again_and_all_ends_imported_once() throws Exception {
    KillRound.Result result = KillRound.run(folder, KillPlan.parse(PLAN));
    assertThat(result.faults()).isEmpty();
    assertThat(result.kills()).isGreaterThanOrEqualTo(25);
  }

  @Test
  void L15_a_process_that_is_stopped_past_its_lease_neither_doubles_nor_loses_nor_overwrites()
      throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "processes are not stopped");
    Path prepared = FreezeRound.prepared(folder.resolve("prepared"));
    KillRound.Result result =
        FreezeRound.run(
            prepared,
            folder.resolve("round"),
            Map.of(Parts.SCHOOL, 10, Parts.AUTHORITY, 12, Parts.HUB, 30));
    assertThat(result.faults()).isEmpty();
    assertThat(result.kills()).isEqualTo(3);
  }
}
