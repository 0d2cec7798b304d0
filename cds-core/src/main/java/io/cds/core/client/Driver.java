package io.cds.core.client;

import io.cds.api.Stage;
import io.cds.api.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ticks whenever it is worth it, on one thread, until it is stopped. */
final class Driver implements Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Driver.class);

  /** Looks again at the latest then: the machine may have slept, or another process encrypted. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final ClientContext context;
  private final Ticking ticking;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private boolean looked;
  private volatile boolean stopping;

  private Driver(ClientContext context, Ticking ticking) {
    this.context = context;
    this.ticking = ticking;
    thread = new Thread(this::drive, "cds-" + context.party());
    thread.setDaemon(true);
  }

  static Driver start(ClientContext context, Ticking ticking) {
    Driver driver = new Driver(context, ticking);
    driver.thread.start();
    return driver;
  }

  /** Ticks at once. */
  void look() {
    lock.lock();
    try {
      looked = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no new work. @return whether it has ended in this time */
  boolean stop(Duration grace) {
    stopping = true;
    look();
    if (Thread.currentThread() == thread) {
      return false;
    }
    try {
      thread.join(Math.max(1, grace.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  /** Whether it goes on ticking. */
  boolean works() {
    return !stopping && thread.isAlive();
  }

  @Override
  public void progress(Stage stage, long done, long total) {}

  @Override
  public boolean cancelled() {
    return stopping;
  }

  private void drive() {
    while (!stopping) {
      await(tick());
    }
  }

  /** Does what is due. @return how long to wait after it */
  private Duration tick() {
    try {
      Instant next = ticking.tick(this).next();
      return Duration.between(context.now(), next);
    } catch (RuntimeException e) {
      LOG.warn("A tick of [{}] failed; the next one tries again", context.party(), e);
      return context.settings().firstBackOff();
    }
  }

  private void await(Duration time) {
    Duration most = time.compareTo(LONGEST) < 0 ? time : LONGEST;
    lock.lock();
    try {
      long left = most.toNanos();
      while (!looked && left > 0) {
        left = changed.awaitNanos(left);
      }
      looked = false;
    } catch (InterruptedException e) {
      // Nobody of ours interrupts it; who does wants this thread to end.
      stopping = true;
    } finally {
      lock.unlock();
    }
  }
}
