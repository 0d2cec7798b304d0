package io.cds.benchmarks;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import io.cds.api.envelope.Compression;
import io.cds.crypto.cobblestone.CobblestoneSealer;
import io.cds.crypto.cobblestone.CobblestoneStream;
import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One table: ours beside another in the same run, the ratio, the bar, the verdict. {@code
 * benchmarks/run quick|full [ROWS]}; ROWS is a part of the names of the rows wanted.
 */
public final class TableMain {
  private static final int SMALL = 10 * 1024;
  private static final int LARGE = 64 << 20;
  private static final String OWN = System.getProperty("java.class.path");
  private static final int RUNTIME = Runtime.version().feature();

  private final PrintStream out;
  private final String wanted;
  private final boolean full;
  private final double warm;
  private final int rounds;
  private final Workbench bench = new Workbench();

  private TableMain(boolean full, String wanted, PrintStream out) throws Exception {
    this.full = full;
    this.wanted = wanted;
    this.out = out;
    this.warm = full ? 12 : 8;
    this.rounds = full ? 21 : 9;
  }

  /** Runs the table. */
  public static void main(String[] arguments) throws Exception {
    boolean full = arguments.length > 0 && arguments[0].equals("full");
    String wanted = arguments.length > 1 ? arguments[1] : "";
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    new TableMain(full, wanted, out).run();
  }

  private void run() throws Exception {
    out.printf(
        "JDK %s, %s, %d cores, commit %s%n%n",
        Runtime.version(),
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("benchmarks.commit", "unknown"));
    out.println("| measure | ours | the other | ratio | quarter to quarter | bar | verdict |");
    out.println("|---|---|---|---|---|---|---|");
    small();
    large();
    records();
    encryption();
    cold();
    nativeProvider();
  }

  private void small() throws Exception {
    byte[] octets = Samples.random(SMALL);
    Messages ours = new Messages(bench, bench.codec, octets, Set.of(Compression.NONE));
    Floor floor = new Floor(bench.vault, SMALL);
    floor.seal(octets);
    row("10 KB seal / floor", ours::seal, () -> floor.seal(octets), Bar.atMost(1.3));
    row("10 KB open / floor", ours::open, floor::open, Bar.atMost(1.3));
    for (boolean sun : new boolean[] {false, true}) {
      CmsPeer cms = new CmsPeer(bench, !sun, SMALL);
      cms.seal(octets);
      String name = sun ? "CMS with SunJCE" : "CMS";
      row("10 KB seal / " + name, ours::seal, () -> cms.seal(octets), Bar.atMost(1));
      row("10 KB open / " + name, ours::open, cms::open, Bar.atMost(1));
    }
    CmsPeer cms = new CmsPeer(bench, false, SMALL);
    cms.seal(octets);
    allocation("10 KB seal allocation / CMS", ours::seal, () -> cms.seal(octets));
    allocation("10 KB open allocation / CMS", ours::open, cms::open);
  }

  private void large() throws Exception {
    byte[] octets = Samples.random(LARGE);
    Messages ours = new Messages(bench, bench.codec, octets, Set.of(Compression.NONE));
    Floor floor = new Floor(bench.vault, LARGE);
    floor.seal(octets);
    row("64 MB seal / floor", ours::seal, () -> floor.seal(octets), Bar.atMost(1.15));
    row("64 MB open / floor", ours::open, floor::open, Bar.atMost(1.15));
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      Messages two =
          new Messages(bench, bench.codec.parallel(threads, 2), octets, Set.of(Compression.NONE));
      row("64 MB seal, 2 threads / 1 thread", two::seal, ours::seal, Bar.faster(1.7));
      row("64 MB open, 2 threads / 1 thread", two::open, ours::open, Bar.faster(1.7));
    } finally {
      threads.shutdownNow();
    }
    CmsPeer constant = new CmsPeer(bench, true, LARGE);
    constant.seal(octets);
    row("64 MB seal / CMS", ours::seal, () -> constant.seal(octets), Bar.faster(10));
    row("64 MB open / CMS", ours::open, constant::open, Bar.faster(10));
    CmsPeer heap = new CmsPeer(bench, false, LARGE);
    heap.seal(octets);
    row("64 MB seal / CMS with SunJCE", ours::seal, () -> heap.seal(octets), Bar.faster(1.5));
    row("64 MB open / CMS with SunJCE", ours::open, heap::open, Bar.faster(2.5));
    if (full) {
      SmimePeer smime = new SmimePeer();
      smime.seal(octets);
      row("64 MB seal / as2-lib S/MIME", ours::seal, () -> smime.seal(octets), Bar.faster(10));
      row("64 MB open / as2-lib S/MIME", ours::open, smime::open, Bar.faster(10));
    }
  }

  /** Records that shrink: the floor neither compresses nor expands, so these rows have no bar. */
  private void records() throws Exception {
    if (!full) {
      return;
    }
    for (int size : new int[] {SMALL, 1 << 20, LARGE}) {
      byte[] octets = Samples.records(size);
      Messages ours =
          new Messages(bench, bench.codec, octets, Set.of(Compression.NONE, Compression.DEFLATE));
      Messages stored = new Messages(bench, bench.codec, octets, Set.of(Compression.NONE));
      String name = "records " + (size >> 10) + " KB ";
      row(name + "seal, deflate / none", ours::seal, stored::seal, null);
      row(name + "open, deflate / none", ours::open, stored::open, null);
    }
  }

  private void encryption() throws Exception {
    // Long: the rows of one kind stand together as the table shows them.
    byte[] octets = Samples.random(LARGE);
    byte[] key = Arrays.copyOf(octets, 32);
    byte[] salt = Arrays.copyOf(octets, 24);
    MemoryContent sealed = new MemoryContent(LARGE + (1 << 20));
    MemoryContent clear = new MemoryContent(LARGE);
    byte[] run = new byte[64 * 1024];
    Work seal =
        () -> {
          sealed.again();
          CobblestoneSealer sealer =
              new CobblestoneSealer(
                  key, salt, salt, (o, from, n) -> sealed.write(ByteBuffer.wrap(o, from, n)));
          sealer.write(octets, 0, octets.length);
          sealer.finish();
          return sealed;
        };
    Work open =
        () -> {
          clear.again();
          try (InputStream in = new CobblestoneStream(sealed.open(), key, salt)) {
            int n = in.read(run);
            while (n >= 0) {
              clear.write(ByteBuffer.wrap(run, 0, n));
              n = in.read(run);
            }
          }
          return clear;
        };
    seal.run();
    EncryptionPeers peers = new EncryptionPeers(LARGE);
    StreamingAead tink =
        EncryptionPeers.tink(PredefinedStreamingAeadParameters.AES256_GCM_HKDF_4KB);
    peers.tinkSeal(tink, octets);
    row("64 MB encrypt / Tink 4 KB", seal, () -> peers.tinkSeal(tink, octets), Bar.faster(1));
    row("64 MB decrypt / Tink 4 KB", open, () -> peers.tinkOpen(tink), Bar.faster(1));
    KeyPair age = EncryptionPeers.ageKeys();
    peers.ageSeal(age, octets);
    Bar ageBar = Bar.faster(RUNTIME < 21 ? 5 : 2.5);
    row("64 MB encrypt / age (jagged)", seal, () -> peers.ageSeal(age, octets), ageBar);
    row("64 MB decrypt / age (jagged)", open, () -> peers.ageOpen(age), ageBar);
    if (full) {
      StreamingAead large =
          EncryptionPeers.tink(PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB);
      peers.tinkSeal(large, octets);
      row("64 MB encrypt / Tink 1 MB", seal, () -> peers.tinkSeal(large, octets), Bar.faster(20));
      row("64 MB decrypt / Tink 1 MB", open, () -> peers.tinkOpen(large), Bar.faster(20));
      String jwe = (String) peers.jweSeal(key, octets);
      row("64 MB encrypt / JWE", seal, () -> peers.jweSeal(key, octets), Bar.faster(20));
      row("64 MB decrypt / JWE", open, () -> peers.jweOpen(key, jwe), Bar.faster(20));
    }
  }

  private void cold() throws Exception {
    coldRow("first 10 KB message of a JVM / CMS", "ours", SMALL, Bar.atMost(1.2));
    coldRow("first 64 MB message of a JVM / CMS", "ours", LARGE, Bar.atMost(0.4));
    coldRow("first 64 MB message after the warm-up / CMS", "warmed", LARGE, Bar.atMost(0.2));
  }

  private void coldRow(String name, String whose, int size, Bar bar) throws Exception {
    if (!name.contains(wanted)) {
      return;
    }
    int turns = full ? 11 : 5;
    double[] ours = new double[turns];
    double[] theirs = new double[turns];
    double[] ratios = new double[turns];
    for (int i = 0; i < turns; i++) {
      ours[i] = Double.parseDouble(child(OWN, ColdMain.class, whose, String.valueOf(size)));
      theirs[i] = Double.parseDouble(child(OWN, ColdMain.class, "cms", String.valueOf(size)));
      ratios[i] = ours[i] / theirs[i];
    }
    Arrays.sort(ours);
    Arrays.sort(theirs);
    Arrays.sort(ratios);
    print(name, new Pair.Measured(ours[turns / 2], theirs[turns / 2], ratios), bar);
  }

  /** Whole processes, one with the native provider on its class path and one without. */
  private void nativeProvider() throws Exception {
    String[] names = {
      "10 KB seal, native provider / without", "10 KB open, native provider / without"
    };
    Path jar = Path.of("benchmarks", "target", "native-provider.jar");
    if (Arrays.stream(names).noneMatch(name -> name.contains(wanted)) || !Files.exists(jar)) {
      return;
    }
    int turns = full ? 7 : 3;
    double[][] nanos = new double[4][turns];
    for (int i = 0; i < turns; i++) {
      List<String> with = child(OWN + File.pathSeparator + jar, SteadyMain.class).lines().toList();
      List<String> without = child(OWN, SteadyMain.class).lines().toList();
      for (int k = 0; k < 2; k++) {
        nanos[k][i] = Double.parseDouble(with.get(k));
        nanos[k + 2][i] = Double.parseDouble(without.get(k));
      }
    }
    for (int k = 0; k < 2; k++) {
      double[] ratios = new double[turns];
      for (int i = 0; i < turns; i++) {
        ratios[i] = nanos[k][i] / nanos[k + 2][i];
      }
      Arrays.sort(nanos[k]);
      Arrays.sort(nanos[k + 2]);
      Arrays.sort(ratios);
      Pair.Measured m = new Pair.Measured(nanos[k][turns / 2], nanos[k + 2][turns / 2], ratios);
      print(names[k], m, k == 0 ? Bar.atMost(0.5) : null);
    }
  }

  private static String child(String classPath, Class<?> main, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xmx2g", "-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("A process of its own failed: " + main.getName());
    }
    return line.strip();
  }

  private void row(String name, Work ours, Work theirs, Bar bar) throws Exception {
    if (name.contains(wanted)) {
      print(name, new Pair(ours, theirs).measure(warm, rounds), bar);
    }
  }

  private void print(String name, Pair.Measured m, Bar bar) {
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

  private void allocation(String name, Work ours, Work theirs) throws Exception {
    if (!name.contains(wanted)) {
      return;
    }
    long[] octets = new Pair(ours, theirs).allocated(warm);
    Bar bar = Bar.atMost(1.5);
    double ratio = bar.ratio((double) octets[0], (double) octets[1]);
    out.printf(
        Locale.ROOT,
        "| %s | %d B | %d B | %.2f × | | %s | %s |%n",
        name,
        octets[0],
        octets[1],
        ratio,
        bar,
        bar.holds(ratio) ? "holds" : "MISSES");
  }

  private static String processor() throws Exception {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.exists(file)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
