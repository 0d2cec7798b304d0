package io.cds.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.cds.api.store.Lease;
import io.cds.api.store.Store;
import io.cds.api.store.WorkKind;
import io.cds.store.jdbc.PostgresStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * Our store's work: each thread leases {@value #LEASED} pieces of any party in one transaction. It
 * completes them in another one, as the hub does with what it hands on; or each in one of its own.
 * The pieces are of a thousand parties in turn.
 */
final class OurQueue implements WorkQueue {
  static final int LEASED = 16;
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final String FILL =
      """
      INSERT INTO %1$s.cds_work (party, kind, name, due, sequence, token, attempts)
      SELECT lpad(CAST(10000 + g %% 1000 AS TEXT), 6, '0'), 'FAN_OUT', 'm/' || gen_random_uuid(),
        CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT), g, 0, 0
      FROM generate_series(1, %2$d) AS g
      """;

  private final PostgresPlace place;
  private final String schema;
  private final int threads;
  private final boolean together;
  private final LongAdder done = new LongAdder();
  private final List<AutoCloseable> nodes = new ArrayList<>();
  private final List<Future<?>> workers = new ArrayList<>();
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private volatile boolean stopping;

  /**
   * An empty queue in a schema of its own, for nodes of so many threads.
   *
   * @param together whether what was leased together is completed together
   */
  OurQueue(PostgresPlace place, String schema, int threads, boolean together) throws SQLException {
    this.place = place;
    this.schema = schema;
    this.threads = threads;
    this.together = together;
    place.create(schema);
    try (HikariDataSource source = place.pool(schema, 1);
        Store store = PostgresStore.over(source)) {
      store.capabilities();
    }
  }

  @Override
  public void fill(long rows) throws SQLException {
    long missing = rows - place.number("SELECT count(*) FROM " + schema + ".cds_work");
    place.execute(FILL.formatted(schema, missing), "VACUUM ANALYZE " + schema + ".cds_work");
  }

  @Override
  public void start(int count) {
    stopping = false;
    for (int node = 0; node < count; node++) {
      HikariDataSource source = place.pool(schema, threads);
      Store store = PostgresStore.over(source);
      nodes.add(store);
      nodes.add(source);
      for (int thread = 0; thread < threads; thread++) {
        workers.add(pool.submit(() -> work(store)));
      }
    }
  }

  private void work(Store store) {
    while (!stopping) {
      List<Lease> leases =
          store.transact(tx -> tx.works().lease(Optional.empty(), WorkKind.FAN_OUT, LEASED, LEASE));
      if (together) {
        complete(store, leases);
      } else {
        leases.forEach(lease -> complete(store, List.of(lease)));
      }
    }
  }

  private void complete(Store store, List<Lease> leases) {
    store.transact(
        tx -> {
          leases.forEach(tx.works()::complete);
          return true;
        });
    done.add(leases.size());
  }

  @Override
  public long done() {
    return done.sum();
  }

  @Override
  public void stop() throws Exception {
    stopping = true;
    for (Future<?> worker : workers) {
      worker.get();
    }
    workers.clear();
    for (AutoCloseable node : nodes) {
      node.close();
    }
    nodes.clear();
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
