package io.cds.examples.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of the quickstart in a fresh folder, with kills; it is started again until it completes.
 */
final class KillRound {
  private static final int STARTS = 4;
  private static final long SECONDS = 600;
  private static final Pattern PROCESS = Pattern.compile(" *\\[(\\S+)\\] process (\\d+)");

  private final Folders folders;
  private final KillPlan plan;
  private final Map<String, ProcessHandle> living = new ConcurrentHashMap<>();
  private final List<ProcessHandle> all = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final Ledger ledger = new Ledger();
  private final Recovery recovery = new Recovery();
  private final List<Future<?>> timed = new ArrayList<>();

  private KillRound(Path root, KillPlan plan) {
    this.folders = new Folders(root);
    this.plan = plan;
  }

  /**
   * What came of a round.
   *
   * @param faults what is wrong afterwards; empty if all is as it should be
   * @param kills how many processes died
   * @param longest from the start of the last process that followed a dead one to the end of the
   *     step that was to be done, at most
   */
  record Result(List<String> faults, int kills, Duration longest) {
    /** The same, with what took longer than this as a fault. */
    Result within(Duration most) {
      List<String> all = new ArrayList<>(faults);
      if (longest.compareTo(most) > 0) {
        all.add("STUCK for [" + longest + "], expected at most " + most);
      }
      return new Result(all, kills, longest);
    }
  }

  /** Runs it. */
  static Result run(Path root, KillPlan plan) throws Exception {
    KillRound round = new KillRound(root, plan);
    plan.write(root);
    try (Screen screen = new Screen(root.resolve("kills/screen.txt"))) {
      round.run(screen);
    }
    if (round.faults.isEmpty()) {
      round.faults.addAll(EndState.faults(round.folders, round.ledger, Set.of("export.zip")));
    }
    return new Result(round.faults, round.recovery.deaths(), round.recovery.longest());
  }

  private void run(Screen screen) throws Exception {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try {
      AtomicBoolean expired = new AtomicBoolean();
      timed.add(timer.schedule(() -> expire(expired), SECONDS, TimeUnit.SECONDS));
      plan.times()
          .forEach(
              (role, time) ->
                  timed.add(timer.schedule(() -> kill(role), time, TimeUnit.MILLISECONDS)));
      int code = KillPlan.KILLED;
      for (int start = 1;
          start <= STARTS && code == KillPlan.KILLED && !completed() && !expired.get();
          start++) {
        code = once(screen, start);
      }
      if (expired.get()) {
        faults.add("STUCK not at its end after [" + SECONDS + "] seconds");
      } else if (code != 0 && !completed()) {
        faults.add("STUCK the quickstart ended with code [" + code + "]");
      }
      for (ProcessHandle process : all) {
        if (process.isAlive()) {
          faults.add("WRONG process [" + process.pid() + "] outlived the run");
          process.destroyForcibly();
        }
      }
    } finally {
      timed.forEach(future -> future.cancel(false));
      timer.shutdownNow();
    }
  }

  /** A completed run is followed by another message: it is not started again. */
  private boolean completed() throws IOException {
    Progress progress = Progress.load(folders.progress());
    return progress.run() > 0 && progress.finished();
  }

  private int once(Screen screen, int start) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx64m",
            "-Dquickstart.folder=" + folders.root(),
            "-cp",
            System.getProperty("java.class.path"),
            DoomedQuickstart.class.getName());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
    Process process = builder.redirectErrorStream(true).start();
    living.put(KillPlan.QUICKSTART, process.toHandle());
    int lines = 0;
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (Optional<String> line = read(reader); line.isPresent(); line = read(reader)) {
        screen.line(line.get());
        note(line.get());
        ledger.line(line.get());
        recovery.line(line.get(), System.nanoTime());
        lines++;
        if (start == 1 && lines == plan.line()) {
          process.destroyForcibly();
        }
      }
    }
    return process.waitFor();
  }

  /** A pipe whose writer was killed may end within a line, or with an error. */
  private static Optional<String> read(BufferedReader reader) {
    try {
      return Optional.ofNullable(reader.readLine());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void note(String line) {
    Matcher process = PROCESS.matcher(line);
    if (process.matches()) {
      ProcessHandle.of(Long.parseLong(process.group(2)))
          .ifPresent(
              handle -> {
                living.put(process.group(1), handle);
                all.add(handle);
              });
    }
  }

  private void kill(String role) {
    Optional.ofNullable(living.get(role)).ifPresent(ProcessHandle::destroyForcibly);
  }

  private void expire(AtomicBoolean expired) {
    expired.set(true);
    living.values().forEach(ProcessHandle::destroyForcibly);
  }

  /** What was printed, kept for whoever looks into a fault. */
  private static final class Screen implements AutoCloseable {
    private final PrintWriter out;

    Screen(Path file) throws IOException {
      out = new PrintWriter(Files.newBufferedWriter(file));
    }

    void line(String line) {
      out.println(line);
    }

    @Override
    public void close() {
      out.close();
    }
  }
}
