package io.cds.examples.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a command of this machine ended with and said. */
record Command(int code, String out, String err) {
  private static final int SECONDS = 120;

  /** Runs it in this folder to its end. */
  static Command run(Path folder, List<String> words) throws IOException {
    var out = Files.createTempFile(folder, "command", ".out");
    var err = Files.createTempFile(folder, "command", ".err");
    var process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("Command " + words + " did not end within [" + SECONDS + "] seconds");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IOException("Command " + words + " was interrupted", e);
    }
    return new Command(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Runs it and expects that it ends with 0. */
  static Command succeeds(Path folder, List<String> words) throws IOException {
    var command = run(folder, words);
    assertThat(command.code()).as("%s: %s%s", words, command.out(), command.err()).isZero();
    return command;
  }

  /** The first line that the command answers; empty if this machine does not have it. */
  static String version(Path folder, String... words) {
    try {
      return run(folder, List.of(words)).out().strip();
    } catch (IOException absent) {
      return "";
    }
  }
}
