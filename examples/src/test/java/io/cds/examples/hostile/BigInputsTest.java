package io.cds.examples.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory stays flat and time short, whatever size somebody declares. */
class BigInputsTest {
  /** For hub, client, server and database together. */
  private static final String HEAP = "-Xmx32m";

  @Test
  void l13_what_is_big_is_refused_in_a_small_heap(@TempDir Path folder) throws Exception {
    Path out = folder.resolve("out");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                BigInputsMain.class.getName(),
                Files.createDirectory(folder.resolve("big")).toString())
            .redirectOutput(out.toFile())
            .redirectError(new File(folder.toFile(), "err"))
            .start();
    try {
      assertThat(child.waitFor(300, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }
    assertThat(Files.readAllLines(out))
        .as(Files.readString(folder.resolve("err")))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("a million entries: ZIP_LIMIT"),
            line -> assertThat(line).isEqualTo("1 GB of routing.p7s: ZIP_LIMIT"),
            line -> assertThat(line).isEqualTo("1 GB of manifest.p7m: ZIP_LIMIT"),
            line -> assertThat(line).isEqualTo("1 GB of receipts/001.p7s: ZIP_LIMIT"),
            line -> assertThat(line).isEqualTo("1000:1 of a .zip: ZIP_PROFILE"),
            line ->
                assertThat(line).contains("1000:1 of an attachment: Failed", "ATTACHMENT_RATIO"),
            line -> assertThat(line).isEqualTo("an endless list: 1000 pages"),
            line -> assertThat(line).isEqualTo("unharmed"));
  }
}
