package io.cds.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostJarsIT {
  private static final List<String> JARS_OF_OTHERS =
      List.of(
          "bcpkix-jdk18on",
          "bcprov-jdk18on",
          "bcutil-jdk18on",
          "commons-codec",
          "commons-compress",
          "commons-io",
          "commons-lang3",
          "jackson-annotations",
          "jackson-core",
          "jackson-databind",
          "slf4j-api",
          "sqlite-jdbc");

  @Test
  void a_host_gets_five_jars_of_ours_and_exactly_twelve_of_others() throws IOException {
    assertThat(jars("cds-"))
        .containsExactly(
            "cds-api", "cds-core", "cds-crypto", "cds-store-jdbc", "cds-transport-http");
    assertThat(jars(""))
        .as("every jar is one that a school must trust, update and answer for")
        .filteredOn(jar -> !jar.startsWith("cds-"))
        .containsExactlyElementsOf(JARS_OF_OTHERS);
  }

  private static List<String> jars(String prefix) throws IOException {
    try (var files = Files.list(Path.of("target", "jars"))) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("\\.jar$", ""))
          .filter(jar -> jar.startsWith(prefix))
          .sorted()
          .toList();
    }
  }
}
