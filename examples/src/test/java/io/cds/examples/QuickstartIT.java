package io.cds.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart as a stranger runs it: three processes, large and odd files, small heaps. */
class QuickstartIT {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void L12_128_MiB_go_the_whole_way_through_three_processes_of_24_MiB_heap() throws Exception {
    Path large = random(folder.resolve("random.bin"), 128);
    Path empty = Files.createFile(folder.resolve("empty.bin"));
    Path odd = Files.writeString(folder.resolve("表格A—離校𠮷.xml"), "<FormA/>");

    String printed = quickstart(List.of(large, empty, odd));

    assertThat(printed)
        .contains("SEND_FAIL Send Fail 輸送失敗", "RECEIVED Received 已接收")
        .contains("DUPLICATE", "messages imported by the host: 1")
        .contains("4 files, ", "byte-identical")
        .doesNotContain("ended with code");
    assertThat(folder.resolve("target/export.zip")).isNotEmptyFile();
  }

  private String quickstart(List<Path> files) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Dquickstart.heap=24m",
                "-Dquickstart.folder=" + folder.resolve("target"),
                "-cp",
                System.getProperty("java.class.path"),
                "io.cds.examples.quickstart.Quickstart"));
    files.forEach(file -> command.add(file.toString()));
    Path screen = folder.resolve("screen.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(screen.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    assertThat(process.waitFor(15, TimeUnit.MINUTES)).as("ended in time").isTrue();
    String printed = Files.readString(screen, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  private static Path random(Path file, int mib) throws Exception {
    Random random = new Random(1);
    byte[] piece = new byte[MIB];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < mib; i++) {
        random.nextBytes(piece);
        out.write(piece);
      }
    }
    return file;
  }
}
