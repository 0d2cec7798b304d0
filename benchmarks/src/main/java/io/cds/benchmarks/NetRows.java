package io.cds.benchmarks;

import io.cds.api.Schedule;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Rows of whole messages over loopback HTTP: the processor time of client, server and database
 * together, and the time that passes, for each message. Ours goes from the draft to the hub's
 * signed receipt (ACCEPTED) and on to the recipient's (DELIVERED), at the sender.
 */
final class NetRows {
  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Held, so that the level stays: nobody pays for lines that nobody reads. */
  private static final Logger LOGS = Logger.getLogger("");

  /** Rounds before it counts: compiling shows in processor time for long. */
  private static final int WARM = 8;

  private final Rows rows;
  private final boolean full;

  NetRows(Rows rows, boolean full) {
    this.rows = rows;
    this.full = full;
    LOGS.setLevel(Level.SEVERE);
  }

  void print() throws Exception {
    rows("10 KB", 10 * 1024, 4, Keeping.Kind.SQLITE, 50, Bar.faster(5));
    rows("10 KB", 10 * 1024, 4, Keeping.Kind.POSTGRES, 25, Bar.faster(5));
    if (full) {
      rows("10 KB", 10 * 1024, 1, Keeping.Kind.SQLITE, 100, Bar.faster(5));
      rows("10 KB", 10 * 1024, 4, Keeping.Kind.MEMORY, 50, Bar.faster(5));
      rows("10 MB", 10 << 20, 4, Keeping.Kind.SQLITE, 2, Bar.faster(20));
      rows("10 MB", 10 << 20, 1, Keeping.Kind.SQLITE, 4, Bar.faster(20));
      rows("10 MB", 10 << 20, 4, Keeping.Kind.MEMORY, 2, Bar.faster(20));
    }
  }

  private void rows(String size, int octets, int clients, Keeping.Kind kind, int each, Bar bar)
      throws Exception {
    String what =
        "%s end to end, %s, %d %s, "
            .formatted(size, kind.word, clients, clients == 1 ? "client" : "clients");
    String[] names = {
      what + "CPU to ACCEPTED / as2-lib",
      what + "CPU to DELIVERED / as2-lib",
      what + "time to DELIVERED / as2-lib"
    };
    if (Arrays.stream(names).noneMatch(rows::wants)) {
      return;
    }
    double[][][] both = measured(Samples.random(octets), clients, kind, each);
    for (int i = 0; i < names.length; i++) {
      if (rows.wants(names[i])) {
        rows.print(names[i], Pair.Measured.of(both[0][i], both[1][i]), i == 1 ? bar : null);
      }
    }
  }

  /** Ours and theirs; of each, what {@link #each} gives, by rounds. */
  private double[][][] measured(byte[] content, int clients, Keeping.Kind kind, int each)
      throws Exception {
    int rounds = full ? 9 : 5;
    double[][][] both = new double[2][3][rounds];
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try (LocalNet net = new LocalNet(clients, kind, Schedule.defaults());
        As2Peer peer = new As2Peer()) {
      for (int round = -WARM; round < rounds; round++) {
        double[] ours = ours(net, each, content, clients * each);
        double[] theirs = theirs(peer, threads, clients, Math.max(1, each / 3), content);
        for (int i = 0; i < ours.length && round >= 0; i++) {
          both[0][i][round] = ours[i];
          both[1][i][round] = theirs[i];
        }
      }
    } finally {
      threads.shutdownNow();
    }
    return both;
  }

  private static double[] ours(LocalNet net, int each, byte[] content, int messages)
      throws Exception {
    long start = System.nanoTime();
    long cpu = cpu(net);
    List<LocalNet.Sent> sent = net.accepted(each, content);
    long accepted = cpu(net) - cpu;
    net.delivered(sent);
    long delivered = cpu(net) - cpu;
    long time = System.nanoTime() - start;
    return each(messages, accepted, delivered, time);
  }

  /** Of this process and of the database's server, so far. */
  private static long cpu(LocalNet net) {
    return SYSTEM.getProcessCpuTime() + net.serverNanos();
  }

  private static double[] theirs(
      As2Peer peer, ExecutorService threads, int clients, int each, byte[] content)
      throws Exception {
    Callable<Boolean> client =
        () -> {
          for (int i = 0; i < each; i++) {
            peer.send(content);
          }
          return true;
        };
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      tasks.add(client);
    }
    long start = System.nanoTime();
    long before = SYSTEM.getProcessCpuTime();
    for (Future<Boolean> future : threads.invokeAll(tasks)) {
      future.get();
    }
    long cpu = SYSTEM.getProcessCpuTime() - before;
    return each(clients * each, cpu, cpu, System.nanoTime() - start);
  }

  /** Nanoseconds of each message. */
  private static double[] each(int messages, long... nanos) {
    return Arrays.stream(nanos).mapToDouble(n -> (double) n / messages).toArray();
  }
}
