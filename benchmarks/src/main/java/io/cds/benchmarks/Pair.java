package io.cds.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Two works measured turn by turn in one process, so that a slow moment of the machine meets both:
 * the ratio is the median of the ratios of neighbouring rounds.
 *
 * <p>A round is as many runs as fill {@link #ROUND} nanoseconds. Before it counts, each work runs
 * for {@code warm} seconds.
 */
final class Pair {
  private static final long ROUND = 60_000_000;
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Work ours;
  private final Work theirs;
  private Object kept = "";

  Pair(Work ours, Work theirs) {
    this.ours = ours;
    this.theirs = theirs;
  }

  /**
   * What was measured.
   *
   * @param ours median nanoseconds of one run
   * @param theirs of the other
   * @param rounds the ratio ours / theirs of each round, sorted
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Measured(double ours, double theirs, double[] rounds) {
    /** Medians of both, and the ratios of each round; the arrays are sorted. */
    static Measured of(double[] ours, double[] theirs) {
      double[] ratios = new double[ours.length];
      for (int i = 0; i < ratios.length; i++) {
        ratios[i] = ours[i] / theirs[i];
      }
      Arrays.sort(ours);
      Arrays.sort(theirs);
      Arrays.sort(ratios);
      return new Measured(ours[ours.length / 2], theirs[theirs.length / 2], ratios);
    }

    double median() {
      return rounds[rounds.length / 2];
    }

    double lowQuarter() {
      return rounds[rounds.length / 4];
    }

    double highQuarter() {
      return rounds[rounds.length - 1 - rounds.length / 4];
    }
  }

  Measured measure(double warm, int rounds) throws Exception {
    long[] runs = warm(warm);
    double[] a = new double[rounds];
    double[] b = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      if (i % 2 == 0) {
        a[i] = nanos(ours, runs[0]);
        b[i] = nanos(theirs, runs[1]);
      } else {
        b[i] = nanos(theirs, runs[1]);
        a[i] = nanos(ours, runs[0]);
      }
    }
    return Measured.of(a, b);
  }

  /** Octets that one run of each allocates on this thread, once warm. */
  long[] allocated(double warm) throws Exception {
    warm(warm);
    return new long[] {allocated(ours), allocated(theirs)};
  }

  private long allocated(Work work) throws Exception {
    int runs = 20;
    long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    for (int i = 0; i < runs; i++) {
      kept = work.run();
    }
    return (THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before) / runs;
  }

  private long[] warm(double seconds) throws Exception {
    long[] nanos = {0, 0};
    long[] last = {1, 1};
    Work[] works = {ours, theirs};
    while (Math.min(nanos[0], nanos[1]) < seconds * 1e9) {
      for (int i = 0; i < 2; i++) {
        last[i] = Math.max(1, (long) nanos(works[i], 1));
        nanos[i] += last[i];
      }
    }
    return new long[] {Math.max(1, ROUND / last[0]), Math.max(1, ROUND / last[1])};
  }

  private double nanos(Work work, long runs) throws Exception {
    long start = System.nanoTime();
    for (long i = 0; i < runs; i++) {
      kept = work.run();
    }
    return (System.nanoTime() - start) / (double) runs;
  }

  @Override
  public String toString() {
    return "last result " + kept;
  }
}
