package io.cds.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Starts the host as a user would: its jar and the jars that it gets, on either path. */
class HostPathsIT {
  private static final Path JARS = Path.of("target", "jars");
  private static final Path HOST = Path.of("target", "host.jar");

  @Test
  void the_host_finds_its_engine_on_the_class_path() throws Exception {
    assertThat(java("-cp", HOST + File.pathSeparator + JARS + "/*", HostMain.class.getName()))
        .containsExactly("engine [core] in the unnamed module");
  }

  @Test
  void the_host_finds_its_engine_on_the_module_path() throws Exception {
    assertThat(
            java(
                "-p",
                HOST + File.pathSeparator + JARS,
                "-m",
                "io.cds.examples.host/" + HostMain.class.getName()))
        .containsExactly("engine [core] in module [io.cds.core]");
  }

  @Test
  void every_jar_of_a_host_says_its_own_module_name() {
    assertThat(ModuleFinder.of(JARS, HOST).findAll())
        .hasSize(18)
        .extracting(ModuleReference::descriptor)
        .noneMatch(module -> module.isAutomatic());
  }

  /** What a JVM of its own prints, if it ends well within a minute. */
  private static List<String> java(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("%s ended", command).isTrue();
      assertThat(process.exitValue())
          .as("exit of %s, which printed: %s", command, printed)
          .isZero();
      return printed.lines().toList();
    } finally {
      process.destroyForcibly();
    }
  }
}
