package io.cds.benchmarks;

import io.cds.api.Actor;
import io.cds.api.CdsClient;
import io.cds.api.Desk;
import io.cds.api.IncomingMessage;
import io.cds.api.IncomingStatus;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Schedule;
import io.cds.api.Watch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Rows of one message at a time through an idle network: from {@code encrypt} to the recipient's
 * IMPORTED, both sides started and listening at the hub. The bar counts in this disk's commits.
 */
final class LatencyRows {
  private static final int SMALL = 10 * 1024;
  private static final int WARM = 40;
  private static final double BASE_NANOS = 20e6;
  private static final int COMMITS = 6;

  private final Rows rows;
  private final boolean full;

  LatencyRows(Rows rows, boolean full) {
    this.rows = rows;
    this.full = full;
  }

  void print() throws Exception {
    String what = "10 KB encrypt to IMPORTED, SQLite, the recipient listens, ";
    if (!rows.wants(what + "p50") && !rows.wants(what + "p99")) {
      return;
    }
    double commit = medianCommit();
    double bar = BASE_NANOS + COMMITS * commit;
    double[] nanos = nanos();
    Arrays.sort(nanos);
    String beside = " / 20 ms + %d commits of %.2f ms".formatted(COMMITS, commit / 1e6);
    rows.single(what + "p50" + beside, nanos[nanos.length / 2], bar, Bar.atMost(1));
    rows.single(what + "p99" + beside, nanos[nanos.length * 99 / 100], bar, Bar.atMost(5));
  }

  private double[] nanos() throws Exception {
    double[] nanos = new double[full ? 400 : 120];
    try (LocalNet net = new LocalNet(1, Keeping.Kind.SQLITE, Schedule.defaults().listening())) {
      CdsClient school = net.schools().get(0);
      CdsClient authority = net.authority();
      school.start();
      authority.start();
      for (int i = -WARM; i < nanos.length; i++) {
        double each = nanosOfEach(school, authority);
        if (i >= 0) {
          nanos[i] = each;
        }
        // Receipts travel back meanwhile: the next message finds the network idle.
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    return nanos;
  }

  private static double nanosOfEach(CdsClient school, CdsClient authority) throws Exception {
    Desk recipient = authority.as(Actor.of("clerk"));
    MessageId id = LocalNet.confirmed(school, Samples.random(SMALL));
    MessageKey key = new MessageKey(school.party(), id);
    long start = System.nanoTime();
    LocalNet.encrypt(school, id);
    await(() -> recipient.incoming(key).isPresent());
    LocalNet.require(recipient.decrypt(key, Workbench.ACCESS, Watch.none()).done(), "not opened");
    LocalNet.require(recipient.importMessage(key).done(), "not imported");
    long time = System.nanoTime() - start;
    Optional<IncomingMessage> found = recipient.incoming(key);
    LocalNet.require(
        found.orElseThrow().status() == IncomingStatus.IMPORTED, "a message is " + found);
    return time;
  }

  /** As a host looks that shows what came: twice in a millisecond. */
  private static void await(BooleanSupplier reached) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!reached.getAsBoolean()) {
      LocalNet.require(System.nanoTime() < deadline, "a message is not there after a minute");
      TimeUnit.MICROSECONDS.sleep(500);
    }
  }

  /** One row into a file by a commit that waits for the disk, as our store makes it. */
  private static double medianCommit() throws Exception {
    Path file = Files.createTempFile("benchmark-commit", ".sqlite");
    double[] nanos = new double[200];
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("CREATE TABLE row (value BLOB)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO row VALUES (randomblob(200))")) {
        for (int i = 0; i < nanos.length; i++) {
          long start = System.nanoTime();
          insert.executeUpdate();
          nanos[i] = System.nanoTime() - start;
        }
      }
    } finally {
      for (String end : new String[] {"", "-wal", "-shm"}) {
        Files.deleteIfExists(Path.of(file + end));
      }
    }
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }
}
