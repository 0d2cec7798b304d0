package io.cds.benchmarks;

import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.spi.Opened;
import io.cds.api.spi.Sealed;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Seal and open beside their physical floor, in one run. The ratio of the averages of a pair is the
 * figure; the floor does no compression, so on {@code records} ours does more work, and says so.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SealOpenBenchmark {
  /** Octets of the one attachment. */
  @Param({"10240", "1048576", "67108864"})
  public int size;

  /** What the attachment is like. */
  @Param({"random", "records"})
  public String content = "random";

  private Workbench bench;
  private Floor floor;
  private byte[] octets;
  private Source source;
  private MemoryContent sealing;
  private MemoryContent sealedContent;
  private MemoryContent opened;
  private EnvelopeHead head;

  /** Seals one message to open. */
  @Setup
  public void prepare() throws Exception {
    bench = new Workbench();
    octets = content.equals("random") ? Samples.random(size) : Samples.records(size);
    source = Messages.source(octets);
    int room = size + size / 4 + (1 << 20);
    sealing = new MemoryContent(room);
    sealedContent = new MemoryContent(room);
    opened = new MemoryContent(room);
    head = sealInto(sealedContent).head();
    floor = new Floor(bench.vault, size);
    floor.seal(octets);
  }

  /** Ours: compress where it shrinks, encrypt, digest, wrap, sign. */
  @Benchmark
  public Sealed seal() throws Exception {
    return sealInto(sealing.again());
  }

  /** Ours: verify, unwrap, digest, decrypt, expand. */
  @Benchmark
  public Opened open() throws Exception {
    return bench.codec.open(
        new Envelope(head, sealedContent),
        Workbench.RECIPIENT,
        bench.vault,
        Workbench.ACCESS,
        bench.directory,
        bench.now,
        (index, attachment) -> opened.again(),
        Watch.none());
  }

  /** The floor of {@link #seal}. */
  @Benchmark
  public byte[] sealFloor() throws Exception {
    return floor.seal(octets);
  }

  /** The floor of {@link #open}. */
  @Benchmark
  public byte[] openFloor() throws Exception {
    return floor.open();
  }

  private Sealed sealInto(MemoryContent sink) throws Exception {
    return bench.codec.seal(
        bench.request(source, Set.of(Compression.NONE, Compression.DEFLATE)),
        sink,
        bench.vault,
        Workbench.ACCESS,
        Watch.none());
  }
}
