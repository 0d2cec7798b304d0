package io.cds.examples.quickstart;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hub's process: up or down as the plan wants it; started again if it was killed while it
 * should be up.
 */
final class HubProcess implements AutoCloseable {
  private final Launch launch;
  private final Thread guard;
  private @Nullable Child child;
  private boolean closed;

  HubProcess(Launch launch) {
    this.launch = launch;
    this.guard = new Thread(this::watch, "hub-guard");
    guard.setDaemon(true);
    guard.start();
  }

  /** The hub answers when this returns. */
  synchronized void up() throws IOException {
    if (child == null) {
      child = new Child(Parts.HUB, launch);
    }
    child.tell("ready");
  }

  /** Tells the hub's process a command, starting it first if need be. */
  synchronized String tell(String order) throws IOException {
    up();
    return Optional.ofNullable(child).orElseThrow().tell(order);
  }

  /** Nobody listens at its port when this returns. */
  synchronized void down() {
    if (child != null) {
      child.close();
      child = null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    guard.interrupt();
    down();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(200);
        synchronized (this) {
          if (closed) {
            return;
          }
          if (child != null && !child.alive()) {
            child.tell("ready");
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | QuickstartFailure e) {
      launch.screen().println("The hub could not be started again: " + e.getMessage());
    }
  }
}
