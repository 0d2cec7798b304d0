package io.cds.benchmarks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * db-scheduler in lock-and-fetch mode: one statement leases a batch, and the completion of each
 * piece deletes its row. Its table and indexes are those of its documentation.
 */
final class SchedulerPeer implements WorkQueue {
  private static final String TASK = "fan-out";

  /** Fetches when half of its threads would be idle, up to four pieces a thread. */
  private static final double LOWER = 0.5;

  private static final double UPPER = 4.0;
  private static final String TABLE =
      """
      CREATE TABLE %1$s.scheduled_tasks (
        task_name TEXT NOT NULL,
        task_instance TEXT NOT NULL,
        task_data BYTEA,
        execution_time TIMESTAMP WITH TIME ZONE NOT NULL,
        picked BOOLEAN NOT NULL,
        picked_by TEXT,
        last_success TIMESTAMP WITH TIME ZONE,
        last_failure TIMESTAMP WITH TIME ZONE,
        consecutive_failures INT,
        last_heartbeat TIMESTAMP WITH TIME ZONE,
        version BIGINT NOT NULL,
        priority SMALLINT,
        PRIMARY KEY (task_name, task_instance));
      CREATE INDEX execution_time_idx ON %1$s.scheduled_tasks (execution_time);
      CREATE INDEX last_heartbeat_idx ON %1$s.scheduled_tasks (last_heartbeat)
      """;
  private static final String FILL =
      """
      INSERT INTO %1$s.scheduled_tasks (task_name, task_instance, execution_time, picked, version)
      SELECT '%3$s', lpad(CAST(10000 + g %% 1000 AS TEXT), 6, '0') || '/m/' || gen_random_uuid(),
        clock_timestamp(), false, 1
      FROM generate_series(1, %2$d) AS g
      """;

  private final PostgresPlace place;
  private final String schema;
  private final int threads;
  private final LongAdder done = new LongAdder();
  private final List<HikariDataSource> pools = new ArrayList<>();
  private final List<Scheduler> nodes = new ArrayList<>();

  /** An empty queue in a schema of its own, for nodes of so many threads. */
  SchedulerPeer(PostgresPlace place, String schema, int threads) throws SQLException {
    this.place = place;
    this.schema = schema;
    this.threads = threads;
    place.create(schema);
    place.execute(TABLE.formatted(schema));
  }

  @Override
  public void fill(long rows) throws SQLException {
    long missing = rows - place.number("SELECT count(*) FROM " + schema + ".scheduled_tasks");
    place.execute(
        FILL.formatted(schema, missing, TASK), "VACUUM ANALYZE " + schema + ".scheduled_tasks");
  }

  @Override
  public void start(int count) {
    for (int node = 0; node < count; node++) {
      // One more, so that what fetches never waits for those that complete.
      HikariDataSource source = place.pool(schema, threads + 1);
      CustomTask<Void> task =
          Tasks.custom(TASK, Void.class)
              .execute(
                  (instance, context) ->
                      (complete, operations) -> {
                        operations.remove();
                        done.increment();
                      });
      Scheduler scheduler =
          Scheduler.create(source, task)
              .schedulerName(new SchedulerName.Fixed("node-" + node))
              .threads(threads)
              .pollUsingLockAndFetch(LOWER, UPPER)
              .pollingInterval(Duration.ofMillis(100))
              .build();
      scheduler.start();
      pools.add(source);
      nodes.add(scheduler);
    }
  }

  @Override
  public long done() {
    return done.sum();
  }

  @Override
  public void stop() {
    nodes.parallelStream().forEach(Scheduler::stop);
    nodes.clear();
    pools.forEach(HikariDataSource::close);
    pools.clear();
  }

  @Override
  public void close() {}
}
