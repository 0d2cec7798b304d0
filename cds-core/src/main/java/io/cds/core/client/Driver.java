package io.cds.core.client;

import io.cds.api.Stage;
import io.cds.api.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ticks whenever it is worth it, on one thread, until it is stopped; another may listen. */
final class Driver implements Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Driver.class);

  /** Looks again at the latest then: the machine may have slept, or another process encrypted. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final ClientContext context;
  private final Ticking ticking;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private final Optional<Thread> ear;
  private boolean looked;
  private boolean ticks;
  private long ticked;
  private volatile boolean stopping;

  private Driver(ClientContext context, Ticking ticking, Optional<Listener> listener) {
    this.context = context;
    this.ticking = ticking;
    String name = "cds-" + context.party();
    thread = daemon(this::drive, name);
    ear = listener.map(one -> daemon(() -> one.listen(this), name + "-listening"));
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  static Driver start(ClientContext context, Ticking ticking, Optional<Listener> listener) {
    Driver driver = new Driver(context, ticking, listener);
    driver.thread.start();
    driver.ear.ifPresent(Thread::start);
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

  /** Transmits at once, and waits for the end of a tick that began after this call. */
  void tick() {
    ticking.wake();
    lock.lock();
    try {
      looked = true;
      changed.signalAll();
      long enough = ticked + (ticks ? 2 : 1);
      awaitUntil(() -> ticked >= enough, LONGEST);
    } finally {
      lock.unlock();
    }
  }

  /** Does nothing for this time, unless it stops before. */
  void rest(Duration time) {
    lock.lock();
    try {
      awaitUntil(() -> false, time);
    } finally {
      lock.unlock();
    }
  }

  private void awaitUntil(BooleanSupplier reached, Duration most) {
    try {
      long left = most.toNanos();
      while (!stopping && !reached.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // Only stop() interrupts, and the loop that called sees it.
      LOG.debug("[{}] stops listening", context.party());
    }
  }

  /** Takes no new work. @return whether it has ended in this time */
  boolean stop(Duration grace) {
    stopping = true;
    look();
    ear.ifPresent(Thread::interrupt);
    if (Thread.currentThread() == thread) {
      return false;
    }
    try {
      long end = System.nanoTime() + Math.max(1_000_000, grace.toNanos());
      for (Thread one : threads()) {
        TimeUnit.NANOSECONDS.timedJoin(one, end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return threads().stream().noneMatch(Thread::isAlive);
  }

  private List<Thread> threads() {
    return Stream.concat(Stream.of(thread), ear.stream()).toList();
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
      ticking(true);
      Duration wait = due();
      ticking(false);
      await(wait);
    }
  }

  private void ticking(boolean now) {
    lock.lock();
    try {
      ticks = now;
      ticked += now ? 0 : 1;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Does what is due. @return how long to wait after it */
  private Duration due() {
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
