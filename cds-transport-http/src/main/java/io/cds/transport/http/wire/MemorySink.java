package io.cds.transport.http.wire;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;

/** A sink of known length in memory. */
final class MemorySink implements Sink {
  private final String name;
  private final ByteBuffer octets;
  private final BiConsumer<String, Source> whenFinished;
  private boolean failed;

  MemorySink(String name, int length, BiConsumer<String, Source> whenFinished) {
    this.name = name;
    this.octets = ByteBuffer.allocate(length);
    this.whenFinished = whenFinished;
  }

  @Override
  public void write(ByteBuffer piece) throws IOException {
    require(piece.remaining() <= octets.remaining());
    octets.put(piece);
  }

  @Override
  public long durable() {
    return 0;
  }

  @Override
  public ContentRef finish() throws IOException {
    require(!octets.hasRemaining());
    failed = true;
    whenFinished.accept(name, new HeldOctets(octets.array()));
    return new ContentRef(name, octets.capacity());
  }

  private void require(boolean holds) throws IOException {
    failed |= !holds;
    if (failed) {
      throw new IOException(
          "cannot take content [%s]: expected exactly [%d] octets once"
              .formatted(name, octets.capacity()));
    }
  }

  @Override
  public void close() {
    failed = true;
  }
}
