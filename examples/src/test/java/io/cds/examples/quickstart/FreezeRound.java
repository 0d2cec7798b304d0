package io.cds.examples.quickstart;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A message goes its way over two processes each of hub, school and authority. The first ones do
 * the work, until one is stopped in the middle of it ({@code kill -STOP}); then the second ones do,
 * over the same databases, as soon as the lease is over; then the first one goes on where it stood.
 */
final class FreezeRound {
  /** From the stop to the end of the step by the second process, on a machine that is not busy. */
  static final Duration MOST = KillPlan.LEASE.plusSeconds(5);

  private static final String REFERENCE = "QS-1";
  private static final int PATIENCE = 120;

  private final Folders folders;
  private final Map<String, Child> first = new HashMap<>();
  private final Map<String, Child> second = new HashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> faults = new ArrayList<>();
  private final Ledger ledger = new Ledger();
  private int stops;
  private Duration longest = Duration.ZERO;

  private FreezeRound(Path root) {
    this.folders = new Folders(root);
  }

  /** Makes a folder in which hub, school and authority are registered and a message is sealed. */
  static Path prepared(Path root) throws IOException {
    Folders folders = new Folders(root);
    Folders.renew(root);
    for (Path folder :
        List.of(folders.in(), folders.out(), folders.keys(), KillPlan.folder(root))) {
      Files.createDirectories(folder);
    }
    try (OutputStream out = Files.newOutputStream(folders.in().resolve(Folders.FORM_A))) {
      FormA.write(out, Parts.SCHOOL, LocalDate.of(2026, 9, 1), 40, 1);
    }
    try (PrintStream screen = screen(root)) {
      Launch launch = new Launch(SteadyNode.class, folders, address(), screen);
      try (Child hub = new Child(Parts.HUB, launch);
          Child school = new Child(Parts.SCHOOL, launch);
          Child authority = new Child(Parts.AUTHORITY, launch)) {
        hub.tell("ready");
        school.tell("register");
        authority.tell("register");
        Files.writeString(
            KillPlan.folder(root).resolve("message"), school.tell("confirm\t" + REFERENCE));
        school.tell("encrypt\t" + REFERENCE);
        hub.tell("keys");
      }
    }
    return root;
  }

  private static PrintStream screen(Path root) throws IOException {
    Path file = KillPlan.folder(root).resolve("screen.txt");
    return new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8);
  }

  private static String address() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }

  /**
   * One round in a copy of what was prepared.
   *
   * @param moments per role the moment at which its first process is stopped; in the result those
   *     that were are its kills
   */
  static KillRound.Result run(Path prepared, Path root, Map<String, Integer> moments)
      throws Exception {
    Folders.renew(root);
    copy(prepared, root);
    for (Map.Entry<String, Integer> role : moments.entrySet()) {
      Files.writeString(
          KillPlan.folder(root).resolve(role.getKey() + ".freeze"),
          String.valueOf(role.getValue()));
    }
    FreezeRound round = new FreezeRound(root);
    round.guarded();
    if (round.faults.isEmpty()) {
      round.faults.addAll(EndState.faults(round.folders, round.ledger, Set.of()));
    }
    return new KillRound.Result(round.faults, round.stops, round.longest);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.skip(1).toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  /** Nothing here waits for ever. */
  private void guarded() throws Exception {
    ScheduledExecutorService guard = Executors.newSingleThreadScheduledExecutor();
    try {
      Future<?> alarm = guard.schedule(this::end, 2 * PATIENCE, TimeUnit.SECONDS);
      run();
      alarm.cancel(false);
    } finally {
      guard.shutdownNow();
    }
  }

  private void run() throws Exception {
    String id = Files.readString(KillPlan.folder(folders.root()).resolve("message"));
    ledger.confirmed(id);
    try (PrintStream screen = screen(folders.root())) {
      Launch freezing = new Launch(FreezingNode.class, folders, address(), screen);
      Launch steady = new Launch(SteadyNode.class, folders, address(), screen);
      try {
        for (String role : KillPlan.ROLES) {
          second.put(role, new Child(role, steady));
          first.put(role, new Child(role, freezing));
        }
        second.get(Parts.HUB).tell("ready");
        // What is measured is not the start of a process.
        second.get(Parts.SCHOOL).tell("keys");
        second.get(Parts.AUTHORITY).tell("keys");
        both(Parts.HUB, "ready");
        both(Parts.SCHOOL, "resend\t" + REFERENCE);
        both(Parts.AUTHORITY, "receive\t" + id);
        // By the second alone: that a reply is made once, its host looks before it confirms.
        String reply = second.get(Parts.AUTHORITY).tell("reply\t" + id);
        ledger.answered(reply.substring(reply.indexOf('/') + 1));
        both(Parts.SCHOOL, "finish\t" + REFERENCE);
        untilOpened();
      } catch (QuickstartFailure | ExecutionException e) {
        faults.add("WRONG " + e);
      } finally {
        end();
      }
    }
  }

  private void untilOpened() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
    while (!first.get(Parts.SCHOOL).tell("opened\t" + REFERENCE).equals("true")) {
      if (System.nanoTime() > end) {
        faults.add("STUCK the receipt OPENED did not come");
        return;
      }
      both(Parts.AUTHORITY, "transmit");
      both(Parts.SCHOOL, "transmit");
    }
  }

  /**
   * Tells the first process. If one is stopped meanwhile, tells the second, and then lets that one
   * go on: it may find the work done, and be refused; told once more, it has nothing to do.
   */
  private void both(String role, String order) throws Exception {
    Future<String> answer = threads.submit(() -> first.get(role).tell(order));
    int before = stops;
    while (!answer.isDone()) {
      for (String stopped : KillPlan.ROLES) {
        if (Files.exists(Freeze.told(KillPlan.folder(folders.root()), stopped))) {
          takeOver(stopped, role, order);
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    try {
      answer.get();
    } catch (ExecutionException e) {
      if (stops == before || !(e.getCause() instanceof QuickstartFailure)) {
        throw e;
      }
    }
    if (stops > before) {
      both(role, order);
    }
  }

  private void takeOver(String stopped, String role, String order) throws Exception {
    Path told = Freeze.told(KillPlan.folder(folders.root()), stopped);
    long process = Long.parseLong(Files.readString(told));
    long since = System.nanoTime();
    stops++;
    try {
      second.get(role).tell(order);
      Duration taken = Duration.ofNanos(System.nanoTime() - since);
      longest = longest.compareTo(taken) < 0 ? taken : longest;
      // Well past the lease: whatever is still to be taken over then has been.
      LockSupport.parkNanos(KillPlan.LEASE.minus(taken).toNanos());
    } finally {
      Files.delete(told);
      signal("-CONT", process);
    }
  }

  private static void signal(String signal, long process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, String.valueOf(process)).inheritIO().start().waitFor();
  }

  private void end() {
    Stream.concat(first.values().stream(), second.values().stream()).forEach(Child::close);
    threads.shutdownNow();
  }
}
