package io.cds.core.hub;

import io.cds.api.PartyCode;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes calls that wait for something to arrive. Only a hint: what counts is in the store, and
 * another node's arrivals are seen by looking there.
 */
final class Signals implements AutoCloseable {
  private static final int STRIPES = 64;

  private final Stripe[] stripes = new Stripe[STRIPES];
  private volatile boolean closed;

  Signals() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe();
    }
  }

  /** Something arrived for this party, or for one that shares its stripe. */
  void arrived(PartyCode party) {
    stripe(party).signal();
  }

  /** Rises with every arrival: read it before looking into the store. */
  long seen(PartyCode party) {
    return stripe(party).seen();
  }

  /**
   * Waits until something arrived since {@code seen}, or this time is over.
   *
   * @return how much of the time is left, zero or less if none
   */
  Duration await(PartyCode party, long seen, Duration time) {
    return ended() ? Duration.ZERO : stripe(party).await(seen, time);
  }

  /** Whether nobody is to wait any more: the hub closes, or this thread was interrupted. */
  boolean ended() {
    return closed || Thread.currentThread().isInterrupted();
  }

  @Override
  public void close() {
    closed = true;
    for (Stripe stripe : stripes) {
      stripe.signal();
    }
  }

  private Stripe stripe(PartyCode party) {
    return stripes[Math.floorMod(party.hashCode(), STRIPES)];
  }

  private static final class Stripe {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private long count;

    void signal() {
      lock.lock();
      try {
        count++;
        arrival.signalAll();
      } finally {
        lock.unlock();
      }
    }

    long seen() {
      lock.lock();
      try {
        return count;
      } finally {
        lock.unlock();
      }
    }

    Duration await(long seen, Duration time) {
      lock.lock();
      try {
        long left = time.toNanos();
        while (count == seen && left > 0) {
          left = arrival.awaitNanos(left);
        }
        return Duration.ofNanos(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Duration.ZERO;
      } finally {
        lock.unlock();
      }
    }
  }
}
