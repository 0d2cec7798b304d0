package io.cds.benchmarks;

import io.cds.api.envelope.Compression;
import java.util.Set;

/** The first message of a fresh JVM, sealed and opened: prints its nanoseconds. */
public final class ColdMain {
  private ColdMain() {}

  /**
   * Takes {@code ours}, {@code warmed} (ours after the warm-up) or {@code cms}, and the octets of
   * the attachment.
   */
  public static void main(String[] arguments) throws Exception {
    byte[] octets = Samples.random(Integer.parseInt(arguments[1]));
    Workbench bench = new Workbench();
    if (arguments[0].equals("warmed")) {
      bench.codec.warmUp();
    }
    long start = System.nanoTime();
    if (arguments[0].equals("cms")) {
      CmsPeer peer = new CmsPeer(bench, false, octets.length);
      peer.seal(octets);
      peer.open();
    } else {
      new Messages(bench, bench.codec, octets, Set.of(Compression.NONE)).open();
    }
    System.out.println(System.nanoTime() - start);
  }
}
