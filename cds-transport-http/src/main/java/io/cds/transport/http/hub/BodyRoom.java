package io.cds.transport.http.hub;

import io.cds.transport.http.wire.WireProblem;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory for request bodies: nothing is allocated before the declared length is within its
 * limit and the room is there (L13).
 */
final class BodyRoom {
  private final Semaphore octets;
  private final Duration patience;

  BodyRoom(int octets, Duration patience) {
    this.octets = new Semaphore(octets, true);
    this.patience = patience;
  }

  /** Work on a body. */
  @FunctionalInterface
  interface Use {
    Answer with(RequestBody body) throws Rejection, IOException;
  }

  /** Holds room for the body until the work on it is done. */
  Answer hold(HubRequest request, int limit, Use use) throws Rejection, IOException {
    int length = length(request, limit);
    RequestBody body = new RequestBody(request, length);
    acquire(length);
    try {
      return use.with(body);
    } finally {
      octets.release(length);
    }
  }

  private static int length(HubRequest request, int limit) throws Rejection {
    if (request.length() < 0) {
      throw Rejection.of(
          WireProblem.LENGTH_REQUIRED,
          "cannot take a body without Content-Length: send its length");
    }
    if (request.length() > limit) {
      throw Rejection.of(
          WireProblem.TOO_LARGE,
          "cannot take a body of [%d] octets: expected at most [%d]; send less at once"
              .formatted(request.length(), limit));
    }
    return (int) request.length();
  }

  private void acquire(int length) throws Rejection {
    boolean room = false;
    try {
      room = octets.tryAcquire(length, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!room) {
      throw Rejection.of(
          WireProblem.BUSY, "cannot hold a body of [%d] octets now: try again".formatted(length));
    }
  }
}
