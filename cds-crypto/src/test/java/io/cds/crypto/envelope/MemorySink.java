package io.cds.crypto.envelope;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A sink in memory that tells whether it was finished or aborted. */
final class MemorySink implements Sink {

  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private boolean finished;
  private boolean closed;

  byte[] octets() {
    return octets.toByteArray();
  }

  boolean finished() {
    return finished;
  }

  boolean aborted() {
    return closed && !finished;
  }

  @Override
  public void write(ByteBuffer piece) {
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
}
