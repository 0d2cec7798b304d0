package io.cds.examples.quickstart;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How long the quickstart's steps take once the last process is up that follows a dead one: work
 * that the dead one held is to go on when its lease ends.
 */
final class Recovery {
  /** The lease, five seconds, and what the start of a JVM and a whole step take. */
  static final Duration MOST = KillPlan.LEASE.plusSeconds(5).plusSeconds(10);

  private static final Pattern DEATH =
      Pattern.compile(".* ended with code " + KillPlan.KILLED + ";.*|Run \\d+ was interrupted .*");
  private static final Pattern START = Pattern.compile(" *\\[\\S+\\] process \\d+");
  private static final Pattern DONE = Pattern.compile(" +→ .*");

  private boolean disturbed;
  private int deaths;
  private long started;
  private Duration longest = Duration.ZERO;

  /** A line that was printed at this time, in nanoseconds. */
  void line(String line, long now) {
    if (DEATH.matcher(line).matches()) {
      deaths++;
      disturbed = true;
    } else if (START.matcher(line).matches()) {
      started = now;
    } else if (disturbed && DONE.matcher(line).matches()) {
      disturbed = false;
      Duration taken = Duration.ofNanos(now - started);
      longest = longest.compareTo(taken) < 0 ? taken : longest;
    }
  }

  /** How many processes died. */
  int deaths() {
    return deaths;
  }

  Duration longest() {
    return longest;
  }
}
