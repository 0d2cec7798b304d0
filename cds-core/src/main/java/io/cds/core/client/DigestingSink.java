package io.cds.core.client;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.spi.ContentDigester;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Computes the content's digest as the octets pass. */
record DigestingSink(Sink under, ContentDigester digester) implements Sink {
  @Override
  public void write(ByteBuffer piece) throws IOException {
    digester.update(piece.duplicate());
    under.write(piece);
  }

  @Override
  public long durable() {
    return under.durable();
  }

  @Override
  public ContentRef finish() throws IOException {
    return under.finish();
  }

  @Override
  public void close() throws IOException {
    under.close();
  }
}
