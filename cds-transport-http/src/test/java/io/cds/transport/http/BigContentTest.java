package io.cds.transport.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Memory does not grow with content; {@code -Dcds.big.mib=1024 -Dcds.big.heap=64m} for 1 GiB. */
@Timeout(600)
class BigContentTest {
  @Test
  void l12ContentGoesUpAndDownThroughSmallHeaps() throws Exception {
    Process hub = start("hub");
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(hub.getInputStream(), UTF_8))) {
      String address = said.readLine();
      Process party = start("party", address, System.getProperty("cds.big.mib", "128"));
      String told = new String(party.getInputStream().readAllBytes(), UTF_8);

      assertThat(party.waitFor()).as(told).isZero();
      assertThat(told).isEqualTo("whole" + System.lineSeparator());
      hub.getOutputStream().close();
      assertThat(hub.waitFor()).isZero();
    } finally {
      hub.destroy();
    }
  }

  private static Process start(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + System.getProperty("cds.big.heap", "24m"),
                "-cp",
                classPath(),
                BigContent.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Everything that this test sees, whether it came by the module path or by the class path. */
  private static String classPath() throws Exception {
    String own =
        Path.of(BigContent.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolveSibling("test-classes")
            .toString();
    return Stream.of(
            own, System.getProperty("jdk.module.path"), System.getProperty("java.class.path"))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
