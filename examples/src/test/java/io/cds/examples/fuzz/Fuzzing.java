package io.cds.examples.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Feeds one target in a process of its own. It begins with what the target writes and with what
 * earlier runs kept, in {@code cds-crypto/src/test/resources/fuzz}.
 */
final class Fuzzing {
  private static final Path KEPT = Path.of("../cds-crypto/src/test/resources/fuzz");

  /** Of the parsers by name. */
  static final Path CLASSES = Path.of("../cds-crypto/target/test-classes");

  private static final long LARGEST_KEPT = 64 << 10;

  private final Target target;
  private final Path folder;

  Fuzzing(Target target, Path scratch) throws IOException {
    this.target = target;
    folder = scratch.resolve(target.name());
    for (String part : List.of("found", "corpus", "seeds")) {
      Files.createDirectories(folder.resolve(part));
    }
  }

  /** Stops after so many seconds or executions, or with the first finding. @return what it said */
  String run(long seconds, long executions) throws IOException, InterruptedException {
    java(target.type(), folder.resolve("seeds").toString());
    unzip();
    return jazzer(
        "-max_total_time=" + seconds,
        "-runs=" + executions,
        "-timeout=120",
        "-print_final_stats=1",
        "-artifact_prefix=" + folder.resolve("found") + File.separator,
        folder.resolve("corpus").toString(),
        folder.resolve("seeds").toString());
  }

  /** Keeps the smallest part of the corpus that reaches as much as all of it. */
  void keep() throws IOException, InterruptedException {
    Path least = Files.createDirectories(folder.resolve("least"));
    jazzer("-merge=1", least.toString(), folder.resolve("corpus").toString());
    Files.createDirectories(KEPT);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(kept()));
        Stream<Path> files = Files.list(least)) {
      for (Path file : new TreeSet<>(files.toList())) {
        if (Files.size(file) <= LARGEST_KEPT) {
          ZipEntry entry = new ZipEntry(file.getFileName().toString());
          entry.setTime(0);
          zip.putNextEntry(entry);
          Files.copy(file, zip);
        }
      }
    }
  }

  private Path kept() {
    return KEPT.resolve(target.name() + ".zip");
  }

  private void unzip() throws IOException {
    if (Files.notExists(kept())) {
      return;
    }
    try (InputStream file = Files.newInputStream(kept())) {
      ZipInputStream zip = new ZipInputStream(file);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.write(folder.resolve("corpus").resolve(entry.getName()), zip.readAllBytes());
      }
    }
  }

  private String jazzer(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.add("com.code_intelligence.jazzer.Jazzer");
    all.add("--target_class=" + target.type());
    all.add("--instrumentation_includes=io.cds.**");
    all.add("--reproducer_path=" + folder.resolve("found"));
    all.addAll(List.of(arguments));
    return java(all.toArray(String[]::new));
  }

  private String java(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.add("-Dcds.fuzz=" + target.name());
    command.add("-cp");
    command.add(
        String.join(
            File.pathSeparator,
            System.getProperty("java.class.path"),
            "target/zstd/*",
            CLASSES.toString(),
            "../cds-transport-http/target/test-classes"));
    command.addAll(List.of(arguments));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .directory(Path.of("").toAbsolutePath().toFile())
            .start();
    int code = process.waitFor();
    String said = Files.readString(log, UTF_8);
    if (code != 0) {
      throw new AssertionError(target + " ended with " + code + ", see " + folder + "\n" + said);
    }
    return said;
  }
}
