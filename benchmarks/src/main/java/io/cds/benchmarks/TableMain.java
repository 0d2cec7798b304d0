package io.cds.benchmarks;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import io.cds.api.envelope.Compression;
import io.cds.crypto.cobblestone.CobblestoneSealer;
import io.cds.crypto.cobblestone.CobblestoneStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.EnumSet;
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
  private static final int MANIFEST = 4096;
  private static final int RUNTIME = Runtime.version().feature();

  private final PrintStream out;
  private final Rows rows;
  private final boolean full;
  private final Workbench bench = new Workbench();

  private TableMain(boolean full, String wanted, PrintStream out) throws Exception {
    this.full = full;
    this.out = out;
    this.rows = new Rows(out, wanted, full ? 12 : 8, full ? 21 : 9);
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
    new NetRows(rows, full).print();
    new LatencyRows(rows, full).print();
    new SchoolRows(rows, full).print();
    new LeaseRows(rows, full).print();
    new ProcessRows(rows, full).print();
  }

  private void small() throws Exception {
    byte[] octets = Samples.random(SMALL);
    Messages ours = new Messages(bench, bench.codec, octets, Set.of(Compression.NONE));
    Floor floor = new Floor(bench.vault, SMALL);
    floor.seal(octets);
    rows.row("10 KB seal / floor", ours::seal, () -> floor.seal(octets), Bar.atMost(1.3));
    rows.row("10 KB open / floor", ours::open, floor::open, Bar.atMost(1.3));
    Floor manifest = new Floor(bench.vault, SMALL, MANIFEST);
    manifest.seal(octets);
    rows.row(
        "10 KB seal / floor with a manifest",
        ours::seal,
        () -> manifest.seal(octets),
        Bar.atMost(1.3));
    rows.row("10 KB open / floor with a manifest", ours::open, manifest::open, Bar.atMost(1.3));
    for (boolean sun : new boolean[] {false, true}) {
      CmsPeer cms = new CmsPeer(bench, !sun, SMALL);
      cms.seal(octets);
      String name = sun ? "CMS with SunJCE" : "CMS";
      rows.row("10 KB seal / " + name, ours::seal, () -> cms.seal(octets), Bar.atMost(1));
      rows.row("10 KB open / " + name, ours::open, cms::open, Bar.atMost(1));
    }
    CmsPeer cms = new CmsPeer(bench, false, SMALL);
    cms.seal(octets);
    rows.allocation("10 KB seal allocation / CMS", ours::seal, () -> cms.seal(octets));
    rows.allocation("10 KB open allocation / CMS", ours::open, cms::open);
  }

  private void large() throws Exception {
    byte[] octets = Samples.random(LARGE);
    Messages ours = new Messages(bench, bench.codec, octets, Set.of(Compression.NONE));
    Floor floor = new Floor(bench.vault, LARGE);
    floor.seal(octets);
    rows.row("64 MB seal / floor", ours::seal, () -> floor.seal(octets), Bar.atMost(1.15));
    rows.row("64 MB open / floor", ours::open, floor::open, Bar.atMost(1.15));
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      Messages two =
          new Messages(bench, bench.codec.parallel(threads, 2), octets, Set.of(Compression.NONE));
      rows.row("64 MB seal, 2 threads / 1 thread", two::seal, ours::seal, Bar.faster(1.7));
      rows.row("64 MB open, 2 threads / 1 thread", two::open, ours::open, Bar.faster(1.7));
    } finally {
      threads.shutdownNow();
    }
    CmsPeer constant = new CmsPeer(bench, true, LARGE);
    constant.seal(octets);
    rows.row("64 MB seal / CMS", ours::seal, () -> constant.seal(octets), Bar.faster(10));
    rows.row("64 MB open / CMS", ours::open, constant::open, Bar.faster(10));
    rows.row(
        "64 MB seal, floor / CMS",
        () -> floor.seal(octets),
        () -> constant.seal(octets),
        Bar.faster(10));
    rows.row("64 MB open, floor / CMS", floor::open, constant::open, Bar.faster(10));
    CmsPeer heap = new CmsPeer(bench, false, LARGE);
    heap.seal(octets);
    rows.row("64 MB seal / CMS with SunJCE", ours::seal, () -> heap.seal(octets), Bar.faster(1.5));
    rows.row("64 MB open / CMS with SunJCE", ours::open, heap::open, Bar.faster(2.5));
    if (full) {
      SmimePeer smime = new SmimePeer();
      smime.seal(octets);
      rows.row("64 MB seal / as2-lib S/MIME", ours::seal, () -> smime.seal(octets), Bar.faster(10));
      rows.row("64 MB open / as2-lib S/MIME", ours::open, smime::open, Bar.faster(10));
    }
  }

  /** Records that shrink, beside a floor that compresses and expands by the same library. */
  private void records() throws Exception {
    if (!full) {
      return;
    }
    for (int size : new int[] {SMALL, 1 << 20, LARGE}) {
      for (Compression compression : Compression.values()) {
        records(size, compression);
      }
    }
  }

  private void records(int size, Compression compression) throws Exception {
    String length = size < 1 << 20 ? (size >> 10) + " KB" : (size >> 20) + " MB";
    String word = compression.name().toLowerCase(Locale.ROOT);
    String seal = "records " + length + " seal, " + word + " / floor";
    String open = "records " + length + " open, " + word + " / floor";
    if (!rows.wants(seal) && !rows.wants(open)) {
      return;
    }
    byte[] octets = Samples.records(size);
    Set<Compression> compressions = EnumSet.of(Compression.NONE, compression);
    Messages ours = new Messages(bench, bench.codec, octets, compressions);
    PackedFloor floor = new PackedFloor(bench.vault, octets, compression);
    Bar bar = Bar.atMost(size == SMALL ? 1.3 : 1.15);
    rows.row(seal, ours::seal, floor::seal, bar);
    rows.row(open, ours::open, floor::open, bar);
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
    rows.row("64 MB encrypt / Tink 4 KB", seal, () -> peers.tinkSeal(tink, octets), Bar.faster(1));
    rows.row("64 MB decrypt / Tink 4 KB", open, () -> peers.tinkOpen(tink), Bar.faster(1));
    KeyPair age = EncryptionPeers.ageKeys();
    peers.ageSeal(age, octets);
    Bar ageBar = Bar.faster(RUNTIME < 21 ? 5 : 2.5);
    rows.row("64 MB encrypt / age (jagged)", seal, () -> peers.ageSeal(age, octets), ageBar);
    rows.row("64 MB decrypt / age (jagged)", open, () -> peers.ageOpen(age), ageBar);
    if (full) {
      StreamingAead large =
          EncryptionPeers.tink(PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB);
      peers.tinkSeal(large, octets);
      rows.row(
          "64 MB encrypt / Tink 1 MB", seal, () -> peers.tinkSeal(large, octets), Bar.faster(20));
      rows.row("64 MB decrypt / Tink 1 MB", open, () -> peers.tinkOpen(large), Bar.faster(20));
      String jwe = (String) peers.jweSeal(key, octets);
      rows.row("64 MB encrypt / JWE", seal, () -> peers.jweSeal(key, octets), Bar.faster(20));
      rows.row("64 MB decrypt / JWE", open, () -> peers.jweOpen(key, jwe), Bar.faster(20));
    }
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
