package io.cds.testkit.memory;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.store.ContentKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Content while it is staged. What was written becomes durable in steps, and at close. */
final class MemorySink implements Sink {
  private static final int STEP = 1 << 20;

  private final ContentShelf shelf;
  private final ContentKey key;
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private volatile long durable;
  private volatile Instant touched;
  private @Nullable RuntimeException failure;
  private boolean ended;

  MemorySink(ContentShelf shelf, ContentKey key, byte[] start, Instant now) {
    this.shelf = shelf;
    this.key = key;
    this.durable = start.length;
    this.touched = now;
    octets.writeBytes(start);
  }

  ContentKey key() {
    return key;
  }

  Instant touched() {
    return touched;
  }

  synchronized byte[] first(int length) {
    return Arrays.copyOf(octets.toByteArray(), length);
  }

  @Override
  public void write(ByteBuffer piece) {
    open();
    touch();
    byte[] copy = new byte[piece.remaining()];
    piece.get(copy);
    append(copy);
    if (octets.size() - durable >= STEP) {
      durable = octets.size();
    }
  }

  private synchronized void append(byte[] copy) {
    octets.writeBytes(copy);
  }

  @Override
  public long durable() {
    return durable;
  }

  @Override
  public ContentRef finish() {
    open();
    touch();
    ContentRef ref = shelf.finish(this, octets.toByteArray());
    ended = true;
    return ref;
  }

  @Override
  public void close() {
    if (!ended && failure == null) {
      durable = octets.size();
    }
    ended = true;
  }

  private void open() {
    if (failure != null) {
      throw failure;
    }
    if (ended) {
      throw new IllegalStateException(
          "Content [" + key.name() + "] is finished or closed; expected no call after that");
    }
  }

  private void touch() {
    try {
      touched = shelf.touch(this);
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }
}
