package io.cds.benchmarks;

import java.io.PrintStream;
import java.util.Locale;

/** The rows of the table: those wanted are measured and printed. */
final class Rows {
  private final PrintStream out;
  private final String wanted;
  private final double warm;
  private final int rounds;

  /** Rows whose name holds {@code wanted}, after {@code warm} seconds of each side. */
  Rows(PrintStream out, String wanted, double warm, int rounds) {
    this.out = out;
    this.wanted = wanted;
    this.warm = warm;
    this.rounds = rounds;
  }

  boolean wants(String name) {
    return name.contains(wanted);
  }

  void row(String name, Work ours, Work theirs, Bar bar) throws Exception {
    if (wants(name)) {
      print(name, new Pair(ours, theirs).measure(warm, rounds), bar);
    }
  }

  void print(String name, Pair.Measured m, Bar bar) {
    Bar sense = bar == null ? Bar.atMost(Double.MAX_VALUE) : bar;
    double ratio = sense.ratio(m.median(), 1);
    double one = sense.ratio(m.lowQuarter(), 1);
    double two = sense.ratio(m.highQuarter(), 1);
    out.printf(
        Locale.ROOT,
        "| %s | %.3f ms | %.3f ms | %.2f × | %.2f–%.2f | %s | %s |%n",
        name,
        m.ours() / 1e6,
        m.theirs() / 1e6,
        ratio,
        Math.min(one, two),
        Math.max(one, two),
        bar == null ? "–" : bar,
        bar == null ? "–" : bar.holds(ratio) ? "holds" : "MISSES");
  }

  /** A row of two times that were measured by themselves. */
  void single(String name, double ours, double theirs, Bar bar) {
    double ratio = bar.ratio(ours, theirs);
    out.printf(
        Locale.ROOT,
        "| %s | %.3f ms | %.3f ms | %.2f × | | %s | %s |%n",
        name,
        ours / 1e6,
        theirs / 1e6,
        ratio,
        bar,
        bar.holds(ratio) ? "holds" : "MISSES");
  }

  /** A row of how many there are in a second, measured in nanoseconds of each. */
  void rate(String name, Pair.Measured m, Bar bar) {
    if (!wants(name)) {
      return;
    }
    Bar sense = bar == null ? Bar.faster(0) : bar;
    double ratio = sense.ratio(m.median(), 1);
    out.printf(
        Locale.ROOT,
        "| %s | %.0f /s | %.0f /s | %.2f × | %.2f–%.2f | %s | %s |%n",
        name,
        1e9 / m.ours(),
        1e9 / m.theirs(),
        ratio,
        sense.ratio(m.highQuarter(), 1),
        sense.ratio(m.lowQuarter(), 1),
        bar == null ? "–" : bar,
        bar == null ? "–" : bar.holds(ratio) ? "holds" : "MISSES");
  }

  void allocation(String name, Work ours, Work theirs) throws Exception {
    if (!wants(name)) {
      return;
    }
    long[] octets = new Pair(ours, theirs).allocated(warm);
    octets(name, octets[0], octets[1], Bar.atMost(1.5));
  }

  /** A row of octets. */
  void octets(String name, long ours, long theirs, Bar bar) {
    double ratio = bar.ratio((double) ours, (double) theirs);
    out.printf(
        Locale.ROOT,
        "| %s | %d B | %d B | %.2f × | | %s | %s |%n",
        name,
        ours,
        theirs,
        ratio,
        bar,
        bar.holds(ratio) ? "holds" : "MISSES");
  }
}
