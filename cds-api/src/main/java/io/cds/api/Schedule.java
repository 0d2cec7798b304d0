package io.cds.api;

import java.time.Duration;

/**
 * When a client transmits by itself, as data; judged by the client's clock. It binds {@link
 * CdsClient#tick} and {@link CdsClient#start}; a person's {@link Transmission#run} goes at any
 * time.
 *
 * @param poll longest time from one transmission to the next, more than zero. Work that is known
 *     here, such as a message that was just encrypted, does not wait for it.
 */
public record Schedule(Duration poll) {
  /** Validates. @throws IllegalArgumentException naming what is out of range */
  public Schedule {
    if (poll.isNegative() || poll.isZero()) {
      throw new IllegalArgumentException(
          "Poll of the schedule is [" + poll + "]; expected more than zero");
    }
  }

  /** At once when there is something to send, and every five minutes to see what arrived. */
  public static Schedule defaults() {
    return every(Duration.ofMinutes(5));
  }

  /** At once when there is something to send, and this often to see what arrived. */
  public static Schedule every(Duration poll) {
    return new Schedule(poll);
  }
}
