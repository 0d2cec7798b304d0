package io.cds.core.client;

import io.cds.api.Tick;
import io.cds.api.Transmission;
import io.cds.api.TransmissionReport;
import io.cds.api.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** Transmits when it is due. One tick at a time; any thread. */
final class Ticking {
  /** Until somebody registers, or while another thread ticks: looks again after this time. */
  private static final Duration MOMENT = Duration.ofSeconds(5);

  private final ClientContext context;
  private final HubTie tie;
  private final Transmission transmission;
  private final DueTime due;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final ReentrantLock one = new ReentrantLock();

  Ticking(ClientContext context, HubTie tie, Transmission transmission, DueTime due) {
    this.context = context;
    this.tie = tie;
    this.transmission = transmission;
    this.due = due;
  }

  void wake() {
    woken.set(true);
  }

  Tick tick(Watch watch) {
    if (!one.tryLock()) {
      return new Tick(Optional.empty(), context.now().plus(MOMENT));
    }
    try {
      return alone(watch);
    } finally {
      one.unlock();
    }
  }

  private Tick alone(Watch watch) {
    Instant now = context.now();
    if (!tie.registered()) {
      return new Tick(Optional.empty(), now.plus(MOMENT));
    }
    Optional<TransmissionReport> report = Optional.empty();
    if ((woken.getAndSet(false) && due.atOnce()) || !now.isBefore(due.next())) {
      report = Optional.of(transmit(now, watch));
    }
    boolean again = woken.get() && due.atOnce();
    return new Tick(report, again ? context.now() : due.next());
  }

  private TransmissionReport transmit(Instant now, Watch watch) {
    due.begun(now);
    TransmissionReport report = transmission.runDue(watch);
    if (watch.cancelled()) {
      due.cut();
    } else {
      due.ended();
    }
    return report;
  }
}
