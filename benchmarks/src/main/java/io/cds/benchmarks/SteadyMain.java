package io.cds.benchmarks;

import io.cds.api.envelope.Compression;
import java.util.Set;

/** Nanoseconds to seal and to open 10 KB in a warm JVM, with whatever providers it finds. */
public final class SteadyMain {
  private SteadyMain() {}

  /** Prints the two numbers. */
  public static void main(String[] arguments) throws Exception {
    Workbench bench = new Workbench();
    Messages ours =
        new Messages(bench, bench.codec, Samples.random(10 * 1024), Set.of(Compression.NONE));
    Pair.Measured both = new Pair(ours::seal, ours::open).measure(5, 15);
    System.out.println(both.ours());
    System.out.println(both.theirs());
  }
}
