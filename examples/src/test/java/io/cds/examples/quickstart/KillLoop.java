package io.cds.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Kills the quickstart's processes, round after round, each in a fresh folder; see {@code
 * examples/kill-loop}.
 *
 * <p>{@code random ROUNDS SEED} kills from outside at times that the seed chooses. {@code every
 * FIRST STEP} goes through the moments of all processes: in round n each process ends at its n-th
 * moment. {@code kills NUMBER SEED} goes on until so many processes have died, each role once in
 * each part of a run. {@code freeze FIRST STEP} has the n-th moment of each role be one at which it
 * is stopped past its lease ({@link FreezeRound}). {@code lines FIRST STEP} kills the orchestrator
 * after its n-th line. {@code at WORD...} runs one plan again.
 */
final class KillLoop {
  /** Of each role in a round of many. */
  private static final int DEATHS = 5;

  private final Path scratch;
  private final Map<String, Integer> kinds = new TreeMap<>();
  private int rounds;
  private int failed;
  private int kills;
  private Duration longest = Duration.ZERO;

  private KillLoop(Path scratch) {
    this.scratch = scratch;
  }

  public static void main(String[] arguments) throws Exception {
    Path scratch = Files.createDirectories(Path.of("examples/target/kill-loop").toAbsolutePath());
    KillLoop loop = new KillLoop(scratch);
    switch (arguments[0]) {
      case "random" -> loop.random(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
      case "kills" -> loop.kills(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
      case "freeze" -> loop.freeze(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
      case "every" -> loop.every(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
      case "lines" -> loop.lines(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
      case "at" ->
          loop.round(
              KillPlan.parse(String.join(" ", List.of(arguments).subList(1, arguments.length))));
      default ->
          throw new IllegalArgumentException(
              "Mode [" + arguments[0] + "]; expected random, kills, freeze, every, lines or at");
    }
    System.out.printf(
        "%d rounds, %d of them at fault; %d processes killed or stopped; lost %d, twice %d, stuck %d,"
            + " wrong %d; longest until the work went on %.1f s%n",
        loop.rounds,
        loop.failed,
        loop.kills,
        loop.kinds.getOrDefault("LOST", 0),
        loop.kinds.getOrDefault("TWICE", 0),
        loop.kinds.getOrDefault("STUCK", 0),
        loop.kinds.getOrDefault("WRONG", 0),
        loop.longest.toMillis() / 1000.0);
    System.exit(loop.failed == 0 ? 0 : 1);
  }

  private void random(int most, long seed) throws Exception {
    long started = System.nanoTime();
    round(KillPlan.parse(""));
    int whole = (int) Duration.ofNanos(System.nanoTime() - started).toMillis();
    for (int i = 0; i < most; i++) {
      System.out.print("seed " + (seed + i) + ": ");
      round(KillPlan.random(new Random(seed + i), whole));
    }
  }

  /** Rounds of many deaths, until there were as many in all. */
  private void kills(int number, long seed) throws Exception {
    Path calm = KillPlan.folder(round(KillPlan.parse("")));
    Map<String, Integer> moments = new LinkedHashMap<>();
    for (String role : KillPlan.ROLES) {
      moments.put(role, counts(calm, role).stream().mapToInt(n -> n).sum());
    }
    int lines = Files.readAllLines(calm.resolve("screen.txt")).size();
    System.out.println("moments of a calm run " + moments + ", lines " + lines);
    for (int i = 0; kills < number; i++) {
      System.out.print("seed " + (seed + i) + ": ");
      round(KillPlan.stratified(new Random(seed + i), moments, lines, DEATHS));
    }
  }

  /** In round n each role in its turn is stopped at its n-th moment, until none has so many. */
  private void freeze(int first, int step) throws Exception {
    Path before = FreezeRound.prepared(scratch.resolve("prepared"));
    boolean stopped = true;
    for (int n = first; stopped; n += step) {
      stopped = false;
      for (String role : KillPlan.ROLES) {
        stopped |= freeze(before, role, n);
      }
    }
  }

  private boolean freeze(Path before, String role, int moment) throws Exception {
    Path root = scratch.resolve("round-" + ++rounds);
    KillRound.Result result =
        FreezeRound.run(before, root, Map.of(role, moment)).within(FreezeRound.MOST);
    told(root, role + " stopped at " + moment, result);
    if (rounds > 1) {
      forget(scratch.resolve("round-" + (rounds - 1)));
    }
    return result.kills() > 0;
  }

  /** Every moment of a calm run: in a round one process a role ends there. */
  private void every(int first, int step) throws Exception {
    Path calm = KillPlan.folder(round(KillPlan.parse("")));
    Map<String, List<Integer>> counts = new LinkedHashMap<>();
    int longest = 0;
    for (String role : KillPlan.ROLES) {
      List<Integer> lives = counts(calm, role);
      counts.put(role, lives);
      longest = Math.max(longest, lives.stream().mapToInt(n -> n).sum());
      System.out.println(role + ": moments of its lives " + lives);
    }
    for (int n = first; n <= longest; n += step) {
      Map<String, List<Integer>> moments = new LinkedHashMap<>();
      for (Map.Entry<String, List<Integer>> role : counts.entrySet()) {
        List<Integer> lives = lives(role.getValue(), n);
        if (!lives.isEmpty()) {
          moments.put(role.getKey(), lives);
        }
      }
      round(new KillPlan(moments, 0, Map.of()));
    }
  }

  /** Every line that a calm run prints: the orchestrator dies when it printed it. */
  private void lines(int first, int step) throws Exception {
    Path calm = KillPlan.folder(round(KillPlan.parse("")));
    int lines = Files.readAllLines(calm.resolve("screen.txt")).size();
    for (int n = first; n <= lines; n += step) {
      round(new KillPlan(Map.of(), n, Map.of()));
    }
  }

  private static List<Integer> counts(Path calm, String role) throws IOException {
    List<Integer> counts = new ArrayList<>();
    for (int life = 0; Files.exists(calm.resolve(role + "." + life + ".moments")); life++) {
      counts.add(Files.readAllLines(calm.resolve(role + "." + life + ".moments")).size());
    }
    return counts;
  }

  /** The life that has the n-th moment ends there; those before it are left alone. */
  private static List<Integer> lives(List<Integer> counts, int n) {
    List<Integer> lives = new ArrayList<>();
    int left = n;
    for (int count : counts) {
      if (left <= count) {
        lives.add(left);
        return lives;
      }
      lives.add(0);
      left -= count;
    }
    return List.of();
  }

  /** One round; its folder stays until the next if all was well, and for good otherwise. */
  private Path round(KillPlan plan) throws Exception {
    Path root = scratch.resolve("round-" + ++rounds);
    Folders.renew(root);
    if (rounds > 2) {
      forget(scratch.resolve("round-" + (rounds - 1)));
    }
    KillRound.Result result = KillRound.run(root, plan).within(Recovery.MOST);
    told(root, "[" + plan + "]", result);
    if (!result.faults().isEmpty()) {
      System.out.println("  again: examples/kill-loop at " + plan);
    }
    return root;
  }

  private void told(Path root, String what, KillRound.Result result) throws IOException {
    List<String> faults = result.faults();
    kills += result.kills();
    longest = longest.compareTo(result.longest()) < 0 ? result.longest() : longest;
    System.out.printf(
        "round %d %s: %d, %s; went on within %.1f s%n",
        rounds,
        what,
        result.kills(),
        faults.isEmpty() ? "well" : "AT FAULT",
        result.longest().toMillis() / 1000.0);
    if (!faults.isEmpty()) {
      failed++;
      Files.write(root.resolve("faults.txt"), faults);
      for (String fault : faults) {
        System.out.println("  " + fault);
        kinds.merge(fault.substring(0, fault.indexOf(' ')), 1, Integer::sum);
      }
      System.out.println("  folder " + root);
    }
  }

  private static void forget(Path root) throws IOException {
    if (Files.exists(root.resolve("faults.txt"))) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
