package io.cds.benchmarks;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows that need processes of their own: cold ones, one with a native provider, one in a small
 * heap.
 */
final class ProcessRows {
  private static final String OWN = System.getProperty("java.class.path");
  private static final int LARGE = 64 << 20;
  private static final long GIGABYTE = 1 << 30;

  private final Rows rows;
  private final boolean full;

  ProcessRows(Rows rows, boolean full) {
    this.rows = rows;
    this.full = full;
  }

  void print() throws Exception {
    cold();
    nativeProvider();
    smallHeap();
  }

  /** A gigabyte in a heap of 64 MB: the second suite costs no more of either than the first. */
  private void smallHeap() throws Exception {
    String time = "1 GB sealed and opened in 64 MB of heap, suite 2 / suite 1";
    String live = "1 GB by suite 2, live heap / 1 MB";
    if (full && rows.wants(time)) {
      int turns = 3;
      double[] ours = new double[turns];
      double[] theirs = new double[turns];
      for (int i = 0; i < turns; i++) {
        ours[i] = small("2", GIGABYTE, "time");
        theirs[i] = small("1", GIGABYTE, "time");
      }
      rows.print(time, Pair.Measured.of(ours, theirs), Bar.atMost(1.1));
    }
    if (full && rows.wants(live)) {
      long large = (long) small("2", GIGABYTE, "live");
      rows.octets(live, large, (long) small("2", 1 << 20, "live"), Bar.atMost(1.5));
    }
  }

  private static double small(String suite, long octets, String what) throws Exception {
    return Double.parseDouble(
        inHeap("-Xmx64m", OWN, HeapMain.class, suite, String.valueOf(octets), what));
  }

  private void cold() throws Exception {
    coldRow("first 10 KB message of a JVM / CMS", "ours", 10 * 1024, Bar.atMost(1.2));
    coldRow("first 64 MB message of a JVM / CMS", "ours", LARGE, Bar.atMost(0.4));
    coldRow("first 64 MB message after the warm-up / CMS", "warmed", LARGE, Bar.atMost(0.2));
  }

  private void coldRow(String name, String whose, int size, Bar bar) throws Exception {
    if (!rows.wants(name)) {
      return;
    }
    int turns = full ? 11 : 5;
    double[] ours = new double[turns];
    double[] theirs = new double[turns];
    for (int i = 0; i < turns; i++) {
      ours[i] = Double.parseDouble(child(OWN, ColdMain.class, whose, String.valueOf(size)));
      theirs[i] = Double.parseDouble(child(OWN, ColdMain.class, "cms", String.valueOf(size)));
    }
    rows.print(name, Pair.Measured.of(ours, theirs), bar);
  }

  /** Whole processes, one with the native provider on its class path and one without. */
  private void nativeProvider() throws Exception {
    String[] names = {
      "10 KB seal, native provider / without", "10 KB open, native provider / without"
    };
    Path jar = Path.of("benchmarks", "target", "native-provider.jar");
    if (Arrays.stream(names).noneMatch(rows::wants) || !Files.exists(jar)) {
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
      Pair.Measured m = Pair.Measured.of(nanos[k], nanos[k + 2]);
      rows.print(names[k], m, k == 0 ? Bar.atMost(0.5) : null);
    }
  }

  private static String child(String classPath, Class<?> main, String... arguments)
      throws Exception {
    return inHeap("-Xmx2g", classPath, main, arguments);
  }

  private static String inHeap(String heap, String classPath, Class<?> main, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of(heap, "-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("A process of its own failed: " + main.getName());
    }
    return line.strip();
  }
}
