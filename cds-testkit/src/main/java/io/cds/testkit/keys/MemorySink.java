package io.cds.testkit.keys;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A sink that keeps octets in memory and tells how it ended. */
public final class MemorySink implements Sink {
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private boolean finished;
  private boolean closed;

  @Override
  public void write(ByteBuffer piece) throws IOException {
    if (finished || closed) {
      throw new IOException("Cannot write: the sink was finished or closed");
    }
    byte[] copy = new byte[piece.remaining()];
    piece.get(copy);
    octets.writeBytes(copy);
  }

  @Override
  public long durable() {
    return 0;
  }

  @Override
  public ContentRef finish() {
    finished = true;
    return new ContentRef("memory", octets.size());
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Whether it was finished. */
  public boolean isFinished() {
    return finished;
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return closed;
  }

  /** What it holds. */
  public byte[] octets() {
    return octets.toByteArray();
  }

  /** What it holds, to read. */
  public Source source() {
    return Source.of(octets.toByteArray());
  }
}
