package io.cds.examples.quickstart;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One of the three processes, spoken to line by line. A process that died is started again and told
 * the same command once more: every command may be repeated.
 */
final class Child implements AutoCloseable {
  private static final int RESTARTS = 20;

  private final String role;
  private final List<String> command;
  private final PrintStream screen;
  private Process process;
  private BufferedReader answers;
  private Writer commands;
  private int restarts;

  Child(String role, Launch launch) throws IOException {
    this.role = role;
    this.screen = launch.screen();
    this.command =
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx" + System.getProperty("quickstart.heap", "64m"),
            "-XX:+UseSerialGC",
            "-Dfile.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path"),
            launch.main().getName(),
            role,
            launch.folders().root().toString(),
            launch.address());
    start();
  }

  /** Tells a command, shows what the process prints meanwhile, and returns its answer. */
  synchronized String tell(String order) throws IOException {
    while (true) {
      try {
        commands.write(order + "\n");
        commands.flush();
        return answer(order);
      } catch (Died e) {
        restart(e);
      } catch (IOException e) {
        restart(new Died());
      }
    }
  }

  /** Whether the process lives. */
  boolean alive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String answer(String order) throws IOException, Died {
    while (true) {
      String line = answers.readLine();
      if (line == null) {
        throw new Died();
      }
      if (line.startsWith(CommandLoop.OK)) {
        return line.substring(CommandLoop.OK.length());
      }
      if (line.startsWith(CommandLoop.FAILED)) {
        throw new QuickstartFailure(
            role + " could not [" + order + "]: " + line.substring(CommandLoop.FAILED.length()));
      }
      screen.println("  [" + role + "] " + line);
    }
  }

  private void restart(Died death) throws IOException {
    if (++restarts > RESTARTS) {
      throw new QuickstartFailure(
          "Process [" + role + "] died [" + restarts + "] times; its log says why", death);
    }
    close();
    screen.println(
        "  [" + role + "] ended with code " + process.exitValue() + "; started again, it resumes");
    start();
  }

  private void start() throws IOException {
    process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log())).start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    commands = process.outputWriter(StandardCharsets.UTF_8);
    screen.println("  [" + role + "] process " + process.pid());
  }

  private File log() throws IOException {
    File log = new File(command.get(command.size() - 2), "state/" + role + ".log");
    Files.createDirectories(log.toPath().getParent());
    return log;
  }

  /** The process is gone. */
  private static final class Died extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
