package io.cds.transport.http.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body as a stream that takes from the network only as fast as it is read, and fails
 * after too long a silence (the JDK's own stream waits for ever).
 */
final class GuardedBody extends InputStream implements BodySubscriber<InputStream> {
  /** What the network said next: buffers, the end, or a failure. */
  private record Signal(List<ByteBuffer> buffers, boolean end, @Nullable Throwable failure) {}

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final Queue<ByteBuffer> ready = new ArrayDeque<>();
  private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
  private final Duration stall;
  private boolean ended;

  GuardedBody(Duration stall) {
    this.stall = stall;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription given) {
    if (subscription.compareAndSet(null, given)) {
      given.request(1);
    } else {
      given.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    signals.add(new Signal(buffers, false, null));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal(List.of(), true, failure));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal(List.of(), true, null));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    while (ready.isEmpty()) {
      if (ended) {
        return -1;
      }
      take();
    }
    ByteBuffer buffer = ready.element();
    int length = Math.min(most, buffer.remaining());
    buffer.get(into, from, length);
    if (!buffer.hasRemaining()) {
      ready.remove();
    }
    return length;
  }

  private void take() throws IOException {
    Signal next = poll();
    if (next == null) {
      close();
      throw new HttpTimeoutException(
          "the answer stood still for [%d] seconds".formatted(stall.toSeconds()));
    }
    if (next.failure() != null) {
      ended = true;
      throw new IOException("the answer was cut", next.failure());
    }
    next.buffers().stream().filter(ByteBuffer::hasRemaining).forEach(ready::add);
    ended = next.end();
    if (!ended) {
      requestMore();
    }
  }

  private void requestMore() {
    Subscription given = subscription.get();
    if (given != null) {
      given.request(1);
    }
  }

  private @Nullable Signal poll() throws IOException {
    try {
      return signals.poll(stall.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new IOException("interrupted while reading an answer", e);
    }
  }

  /** Gives the connection up, unless the body was read to its end. */
  @Override
  public void close() {
    if (!ended) {
      ended = true;
      ready.clear();
      Subscription given = subscription.get();
      if (given != null) {
        given.cancel();
      }
    }
  }
}
