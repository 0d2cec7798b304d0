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
  private final ServiceWindows windows;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final ReentrantLock one = new ReentrantLock();

  Ticking(
      ClientContext context,
      HubTie tie,
      Transmission transmission,
      DueTime due,
      ServiceWindows windows) {
    this.context = context;
    this.tie = tie;
    this.transmission = transmission;
    this.due = due;
    this.windows = windows;
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
    boolean open = windows.open(now);
    boolean asked = open && woken.getAndSet(false) && due.atOnce();
    Instant next = asked ? now : due.next();
    Optional<TransmissionReport> report = Optional.empty();
    if (open && !now.isBefore(next)) {
      report = Optional.of(transmit(now, watch));
      next = due.next();
    }
    boolean again = woken.get() && due.atOnce();
    Instant after = context.now();
    return new Tick(report, windows.opening(again || next.isBefore(after) ? after : next));
  }

  private TransmissionReport transmit(Instant now, Watch watch) {
    due.begun(now);
    Watch closing = new WindowWatch(watch, () -> windows.open(context.now()));
    TransmissionReport report = transmission.runDue(closing);
    if (closing.cancelled()) {
      due.cut();
    } else {
      due.ended();
    }
    return report;
  }
}
