package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.spi.Mailbox;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a listing at the hub while nothing waits there, so that what arrives is taken in at once.
 * It takes nothing in itself: it has the driver tick.
 */
final class Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  /** How long a call is held: less than what lies between leaves a silent line open. */
  private static final Duration HOLD = Duration.ofSeconds(25);

  private final ClientContext context;
  private final HubTie tie;
  private final Mailbox mailbox;
  private final Breaker breaker;
  private final ServiceWindows windows;

  Listener(
      ClientContext context, HubTie tie, Mailbox mailbox, Breaker breaker, ServiceWindows windows) {
    this.context = context;
    this.tie = tie;
    this.mailbox = mailbox;
    this.breaker = breaker;
    this.windows = windows;
  }

  /** Until the driver stops. */
  void listen(Driver driver) {
    while (driver.works()) {
      if (!heard(driver)) {
        driver.rest(context.settings().firstBackOff());
      }
    }
  }

  /** Holds one call. @return whether the next may follow at once */
  private boolean heard(Driver driver) {
    try {
      if (!tie.registered() || !windows.open(context.now()) || breaker.contact().failures() > 0) {
        return false;
      }
      Cursor from = tie.states().feed();
      long begun = System.nanoTime();
      if (mailbox.list(from, 1, HOLD).items().isEmpty()) {
        // A hub that has no room for one more that waits answers at once.
        return System.nanoTime() - begun > HOLD.toNanos() / 2;
      }
      driver.tick();
      return !tie.states().feed().equals(from);
    } catch (CdsException e) {
      LOG.debug("[{}] does not hear its hub: [{}]", context.party(), e.problem().code());
      return false;
    } catch (RuntimeException e) {
      LOG.warn("[{}] does not hear its hub", context.party(), e);
      return false;
    }
  }
}
