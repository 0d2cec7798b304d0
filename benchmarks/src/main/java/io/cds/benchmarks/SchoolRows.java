package io.cds.benchmarks;

import io.cds.api.MessageKey;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.Waiting;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Rows of a hub with thousands of registered schools: each polls once, then some of them send a
 * message and poll until the authority's receipt is back. All calls are signed requests over
 * loopback HTTP; schools, hub and authority are in this process. Messages are sealed before.
 */
final class SchoolRows {
  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int THREADS = 8;
  private static final int SMALL = 10 * 1024;

  /** Receipts of each round that are checked without a network. */
  private static final int SAMPLE = 3;

  private final Rows rows;
  private final boolean full;
  private final int count;
  private final int senders;

  SchoolRows(Rows rows, boolean full) {
    this.rows = rows;
    this.full = full;
    this.count = full ? 4_000 : 400;
    this.senders = full ? 400 : 80;
  }

  /** Nanoseconds of each poll and message, by clock and processor. */
  private record Round(double poll, double pollCpu, double message, double messageCpu) {}

  void print() throws Exception {
    String what = "%,d schools at a hub, PostgreSQL, ".formatted(count);
    String[] names = {
      what + "polls, 2 nodes / 1 node",
      what + "CPU of a poll, 2 nodes / 1 node",
      what + "messages to DELIVERED, 2 nodes / 1 node",
      what + "CPU of a message, 2 nodes / 1 node"
    };
    if (List.of(names).stream().noneMatch(rows::wants)) {
      return;
    }
    int rounds = full ? 5 : 3;
    double[][][] nanos = new double[names.length][ManySchools.NODES][rounds];
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    try (ManySchools net = new ManySchools(count)) {
      for (int round = -1; round < rounds; round++) {
        for (int nodes = 1; nodes <= ManySchools.NODES; nodes++) {
          Round found = round(net, nodes, threads);
          if (round >= 0) {
            nanos[0][nodes - 1][round] = found.poll;
            nanos[1][nodes - 1][round] = found.pollCpu;
            nanos[2][nodes - 1][round] = found.message;
            nanos[3][nodes - 1][round] = found.messageCpu;
          }
        }
      }
    } finally {
      threads.shutdownNow();
    }
    for (int i = 0; i < names.length; i++) {
      Pair.Measured m = Pair.Measured.of(nanos[i][1], nanos[i][0]);
      if (i % 2 == 0) {
        rows.rate(names[i], m, null);
      } else if (rows.wants(names[i])) {
        rows.print(names[i], m, null);
      }
    }
  }

  private Round round(ManySchools net, int nodes, ExecutorService threads) throws Exception {
    List<Envelope> envelopes = new ArrayList<>();
    byte[] octets = Samples.random(SMALL);
    for (int i = 0; i < senders; i++) {
      envelopes.add(net.schools().get(i).sealed(net.authority(), octets));
    }
    long start = System.nanoTime();
    long cpu = cpu(net);
    each(
        threads,
        count,
        i -> net.schools().get(i).poll(net.mailbox(net.schools().get(i), i % nodes)));
    double poll = (double) (System.nanoTime() - start) / count;
    double pollCpu = (double) (cpu(net) - cpu) / count;

    start = System.nanoTime();
    cpu = cpu(net);
    Future<List<SignedReceipt>> testimonies = threads.submit(() -> testified(net));
    List<SignedReceipt> accepted = new ArrayList<>();
    each(threads, senders, i -> sent(net, nodes, i, envelopes.get(i))).forEach(accepted::addAll);
    List<SignedReceipt> delivered = testimonies.get(2, TimeUnit.MINUTES);
    each(threads, senders, i -> returned(net, nodes, i));
    double message = (double) (System.nanoTime() - start) / senders;
    double messageCpu = (double) (cpu(net) - cpu) / senders;
    check(net, accepted, ReceiptEvent.ACCEPTED);
    check(net, delivered, ReceiptEvent.DELIVERED);
    return new Round(poll, pollCpu, message, messageCpu);
  }

  private static List<SignedReceipt> sent(ManySchools net, int nodes, int i, Envelope envelope) {
    LightParty school = net.schools().get(i);
    Offer offer = net.mailbox(school, i % nodes).submit(List.of(envelope)).get(0);
    LocalNet.require(offer.receipts().size() == 1, "the hub answers " + offer.problem());
    return offer.receipts();
  }

  /** The authority takes in what comes, at the first node, until it has all. */
  private List<SignedReceipt> testified(ManySchools net) {
    Mailbox mailbox = net.mailbox(net.authority(), 0);
    List<SignedReceipt> all = new ArrayList<>();
    while (all.size() < senders) {
      List<SignedReceipt> receipts =
          net.authority().poll(mailbox).stream().map(net.authority()::delivered).toList();
      if (!receipts.isEmpty()) {
        mailbox.post(receipts);
      }
      all.addAll(receipts);
    }
    return all;
  }

  /** The authority's receipt is back at the school. */
  private static MessageKey returned(ManySchools net, int nodes, int i) {
    LightParty school = net.schools().get(i);
    Mailbox mailbox = net.mailbox(school, i % nodes);
    List<Waiting> waiting = school.poll(mailbox);
    while (waiting.isEmpty()) {
      waiting = school.poll(mailbox);
    }
    return waiting.get(0).key();
  }

  private static void check(ManySchools net, List<SignedReceipt> receipts, ReceiptEvent event)
      throws Exception {
    OfflineReceipts offline = net.receipts();
    for (int i = 0; i < SAMPLE; i++) {
      SignedReceipt receipt = receipts.get(i * (receipts.size() - 1) / (SAMPLE - 1));
      LocalNet.require(offline.checked(receipt).event() == event, "a receipt is not " + event);
    }
  }

  private static long cpu(ManySchools net) {
    return SYSTEM.getProcessCpuTime() + net.serverNanos();
  }

  /** What the school of this place does. */
  private interface Doing<T> {
    T at(int school) throws Exception;
  }

  /** Each of so many schools once, by all threads. */
  private static <T> List<T> each(ExecutorService threads, int schools, Doing<T> doing)
      throws Exception {
    List<Callable<List<T>>> tasks = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread;
      tasks.add(
          () -> {
            List<T> results = new ArrayList<>();
            for (int i = first; i < schools; i += THREADS) {
              results.add(doing.at(i));
            }
            return results;
          });
    }
    List<T> all = new ArrayList<>();
    for (Future<List<T>> future : threads.invokeAll(tasks)) {
      all.addAll(future.get());
    }
    return all;
  }
}
