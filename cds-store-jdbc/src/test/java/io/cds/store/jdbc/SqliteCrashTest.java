package io.cds.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.store.Store;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed in the middle of its work; what it told as committed must be there. */
final class SqliteCrashTest {
  @TempDir Path folder;

  @Test
  @Timeout(120)
  void L01_what_was_told_as_committed_is_there_after_kill_9() throws Exception {
    Path file = folder.resolve("store.db");
    List<String> told = runAndKill(file, 30);

    try (SqliteStore store = SqliteStore.open(file)) {
      List<String> lost =
          told.stream()
              .map(line -> "row-" + line.substring(0, line.indexOf(' ')))
              .filter(
                  row -> store.transact(tx -> tx.states().find(CommitsMain.PARTY, row)).isEmpty())
              .toList();
      assertThat(lost).as("of [%d] rows that were told", told.size()).isEmpty();
      String last = told.get(told.size() - 1);
      long durable = Long.parseLong(last.substring(last.indexOf(' ') + 1));
      assertThat(store.durable(CommitsMain.CONTENT))
          .isGreaterThanOrEqualTo(durable)
          .isGreaterThanOrEqualTo(8L << 20);
      try (Sink sink = store.stage(CommitsMain.CONTENT, durable)) {
        ContentRef ref = sink.finish();
        assertThat(ref.length()).isEqualTo(durable);
      }
    }
  }

  /** Kills it once it told this many commits. @return all that it told until it died */
  private static List<String> runAndKill(Path file, int commits) throws IOException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                CommitsMain.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> told = new ArrayList<>();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        told.add(line);
        if (told.size() == commits) {
          child.toHandle().destroyForcibly(); // leaves its output readable
        }
      }
      assertThat(told)
          .as("the child died before it was killed")
          .hasSizeGreaterThanOrEqualTo(commits);
      return complete(told);
    } finally {
      child.destroyForcibly();
    }
  }

  /** The last line may be cut short by the kill. */
  private static List<String> complete(List<String> told) {
    return told.subList(0, told.size() - 1);
  }

  /** The child needs no modules: folders and jars of what it uses, and of its own class. */
  private static String classPath() {
    Stream<String> used =
        Stream.of(SqliteStore.class, Store.class, org.sqlite.JDBC.class, org.slf4j.Logger.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath());
    return Stream.concat(
            used, Stream.of("target/test-classes", System.getProperty("java.class.path")))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
