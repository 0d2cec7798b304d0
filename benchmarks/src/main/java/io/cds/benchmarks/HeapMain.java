package io.cds.benchmarks;

import io.cds.api.Stage;
import io.cds.api.Watch;
import io.cds.api.envelope.EnvelopeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One message sealed into a file and opened from it, to be run in a small heap: prints its
 * nanoseconds, and with {@code live} the most octets that were alive in the heap instead.
 */
public final class HeapMain {
  private HeapMain() {}

  /** Takes the suite, the octets of the attachment, and {@code time} or {@code live}. */
  public static void main(String[] arguments) throws Exception {
    int suite = Integer.parseInt(arguments[0]);
    long octets = Long.parseLong(arguments[1]);
    boolean live = arguments[2].equals("live");
    Path folder = Files.createTempDirectory("benchmark");
    try (BothSuites bench = new BothSuites(folder);
        FileContent sealed = new FileContent(folder.resolve("content.cob"))) {
      Live alive = new Live();
      Watch watch = live ? alive : Watch.none();
      long start = System.nanoTime();
      EnvelopeHead head = bench.seal(suite, Repeated.of(octets), sealed, watch);
      long opened = bench.open(head, sealed, watch);
      long nanos = System.nanoTime() - start;
      if (opened != octets) {
        throw new IllegalStateException("[" + opened + "] octets opened of [" + octets + "]");
      }
      System.out.println(live ? alive.most() : nanos);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  /** Collects what is dead at the first MiB and at every 64th, and looks at what is left. */
  private static final class Live implements Watch {
    private static final int EVERY = 64;
    private long calls;
    private long most;

    @Override
    public void progress(Stage stage, long done, long total) {
      if (calls++ % EVERY == 0) {
        look();
      }
    }

    private void look() {
      Runtime runtime = Runtime.getRuntime();
      System.gc();
      most = Math.max(most, runtime.totalMemory() - runtime.freeMemory());
    }

    long most() {
      look();
      return most;
    }

    @Override
    public boolean cancelled() {
      return false;
    }
  }
}
