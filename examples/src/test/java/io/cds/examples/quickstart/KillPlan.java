package io.cds.examples.quickstart;

import io.cds.api.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Who dies when in one run of the quickstart, as words: {@code EDB:17} ends EDB's first life at its
 * 17th moment, {@code hub:0,9} the hub's second life at its 9th, {@code quickstart:30} the
 * orchestrator when its 30th line was printed, and {@code school@1500} kills that process from
 * outside 1,500 ms after the first line.
 *
 * @param moments per role, the moment at which each of its lives ends; 0 for one that is left alone
 * @param line after which the orchestrator is killed; 0 for never
 * @param times per role, milliseconds after which it is killed from outside
 */
record KillPlan(Map<String, List<Integer>> moments, int line, Map<String, Integer> times) {
  /** How a process ends that was killed. */
  static final int KILLED = 137;

  static final String QUICKSTART = "quickstart";
  static final List<String> ROLES = List.of(Parts.HUB, Parts.SCHOOL, Parts.AUTHORITY);

  /** So long a process that died keeps what it held. */
  static final Duration LEASE = Duration.ofSeconds(3);

  /** The same numbers with the lease of these rounds. */
  static Settings shortLease(Settings usual) {
    return new Settings(
        usual.attempts(),
        usual.sendWindow(),
        usual.firstBackOff(),
        usual.longestBackOff(),
        LEASE,
        usual.directoryGrace(),
        usual.postQuantum());
  }

  /** Where plans and what came of them lie. */
  static Path folder(Path root) {
    return root.resolve("kills");
  }

  static KillPlan parse(String words) {
    Map<String, List<Integer>> moments = new LinkedHashMap<>();
    Map<String, Integer> times = new LinkedHashMap<>();
    int line = 0;
    for (String word : words.strip().split("\\s+", -1)) {
      int at = word.indexOf('@');
      int colon = word.indexOf(':');
      if (at > 0) {
        times.put(role(word.substring(0, at)), Integer.parseInt(word.substring(at + 1)));
      } else if (colon > 0 && word.substring(0, colon).equals(QUICKSTART)) {
        line = Integer.parseInt(word.substring(colon + 1));
      } else if (colon > 0) {
        moments.put(role(word.substring(0, colon)), numbers(word.substring(colon + 1)));
      } else if (!word.isEmpty()) {
        throw new IllegalArgumentException(
            "Word [" + word + "] of a plan; expected [EDB:17], [hub:0,9] or [hub@1500]");
      }
    }
    return new KillPlan(moments, line, times);
  }

  /** Kills from outside, at times that the seed chooses. */
  static KillPlan random(Random random, int milliseconds) {
    Map<String, Integer> times = new LinkedHashMap<>();
    List<String> all = new ArrayList<>(ROLES);
    all.add(QUICKSTART);
    for (String role : all) {
      if (random.nextInt(3) > 0) {
        times.put(role, random.nextInt(milliseconds));
      }
    }
    return new KillPlan(Map.of(), 0, times);
  }

  /**
   * Each role dies as often, once in each of as many equal parts of its moments in a calm run;
   * where in its part, the chance of the seed says. The orchestrator dies in every second plan.
   *
   * @param moments of each role in a calm run
   * @param lines of a calm run
   */
  static KillPlan stratified(Random random, Map<String, Integer> moments, int lines, int deaths) {
    Map<String, List<Integer>> lives = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> role : moments.entrySet()) {
      List<Integer> ends = new ArrayList<>();
      int before = 0;
      for (int part = 0; part < deaths; part++) {
        int from = role.getValue() * part / deaths;
        int to = Math.max(from + 1, role.getValue() * (part + 1) / deaths);
        int at = from + 1 + random.nextInt(to - from);
        ends.add(at - before);
        before = at;
      }
      lives.put(role.getKey(), ends);
    }
    return new KillPlan(lives, random.nextBoolean() ? 1 + random.nextInt(lines) : 0, Map.of());
  }

  private static String role(String word) {
    if (!ROLES.contains(word) && !word.equals(QUICKSTART)) {
      throw new IllegalArgumentException("Role [" + word + "]; expected one of " + ROLES);
    }
    return word;
  }

  private static List<Integer> numbers(String words) {
    return Arrays.stream(words.split(",", -1)).map(Integer::valueOf).toList();
  }

  /** Puts it where the processes look for it. */
  void write(Path root) throws IOException {
    Path folder = Files.createDirectories(folder(root));
    for (Map.Entry<String, List<Integer>> role : moments.entrySet()) {
      Files.writeString(folder.resolve(role.getKey() + ".plan"), joined(role.getValue()));
    }
  }

  /** The moment at which each life of this role ends. */
  static List<Integer> lives(Path folder, String role) throws IOException {
    Path plan = folder.resolve(role + ".plan");
    return Files.exists(plan) ? numbers(Files.readString(plan)) : List.of();
  }

  private static String joined(List<Integer> numbers) {
    return String.join(",", numbers.stream().map(String::valueOf).toList());
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    moments.forEach((role, lives) -> words.add(role + ":" + joined(lives)));
    if (line > 0) {
      words.add(QUICKSTART + ":" + line);
    }
    times.forEach((role, time) -> words.add(role + "@" + time));
    return String.join(" ", words);
  }
}
