package io.cds.core.client;

import java.time.Duration;
import java.util.Optional;

/** The thread of a started client, if it is started. Any thread. */
final class Driving {
  private final ClientContext context;
  private final Ticking ticking;
  private final Optional<Listener> listener;
  private Optional<Driver> driver = Optional.empty();

  /**
   * @param listener if it is to hear at once what arrives
   */
  Driving(ClientContext context, Ticking ticking, Optional<Listener> listener) {
    this.context = context;
    this.ticking = ticking;
    this.listener = listener;
  }

  synchronized void start() {
    if (driver.filter(Driver::works).isEmpty()) {
      driver = Optional.of(Driver.start(context, ticking, listener));
    }
  }

  /** There may be something to do. */
  void look() {
    running().ifPresent(Driver::look);
  }

  /** One that does not end in time is left to end; a new start does not wait for it. */
  boolean stop(Duration grace) {
    return running().map(d -> d.stop(grace)).orElse(true);
  }

  private synchronized Optional<Driver> running() {
    return driver;
  }
}
