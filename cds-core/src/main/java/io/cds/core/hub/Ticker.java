package io.cds.core.hub;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what is due, at once and then every few seconds, on one thread, until it is closed. */
final class Ticker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final ScheduledExecutorService thread;
  private final ScheduledFuture<?> ticks;

  private Ticker(ScheduledExecutorService thread, ScheduledFuture<?> ticks) {
    this.thread = thread;
    this.ticks = ticks;
  }

  static Ticker start(Runnable tick, Duration every) {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread daemon = new Thread(work, "cds-hub-tick");
              daemon.setDaemon(true);
              return daemon;
            });
    return new Ticker(
        thread,
        thread.scheduleWithFixedDelay(
            () -> guarded(tick), 0, every.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** A tick that throws would be the last one. */
  private static void guarded(Runnable tick) {
    try {
      tick.run();
    } catch (RuntimeException e) {
      LOG.warn("A tick failed; the next one tries again", e);
    }
  }

  /** Lets a tick that runs come to its end, for a while. */
  @Override
  public void close() {
    ticks.cancel(false);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
