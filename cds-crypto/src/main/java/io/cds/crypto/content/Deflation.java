package io.cds.crypto.content;

import io.cds.crypto.format.OctetSink;
import java.io.IOException;
import java.util.zip.Deflater;

/**
 * Deflates one attachment after another, keeping each within the reader's expansion.
 *
 * <p>Where octets shrink so far that the reader would take them for a bomb, the stream goes on with
 * stored blocks until there is room again: one RFC 1950 stream either way.
 */
final class Deflation implements Compressor {

  private final Deflater deflater;
  private final int level;
  private final Expansion own;
  private final byte[] out = new byte[64 * 1024];
  private boolean storing;

  Deflation(int level, Expansion expansion) {
    this.level = level;
    this.deflater = new Deflater(level);
    this.own = Compressor.half(expansion);
  }

  @Override
  public int probe(byte[] octets, int length) {
    begin(length);
    deflater.setInput(octets, 0, length);
    deflater.finish();
    int total = 0;
    while (!deflater.finished()) {
      total += deflater.deflate(out);
    }
    return total;
  }

  @Override
  public void begin(long length) {
    deflater.reset();
    steer(false);
  }

  @Override
  public long write(byte[] octets, int length, Allowance allowance, OctetSink to)
      throws IOException {
    steer(allowance.missing(own) > 0);
    deflater.setInput(octets, 0, length);
    long total = 0;
    while (!deflater.needsInput()) {
      total += drain(to);
    }
    return total;
  }

  @Override
  public long finish(OctetSink to) throws IOException {
    deflater.finish();
    long total = 0;
    while (!deflater.finished()) {
      total += drain(to);
    }
    return total;
  }

  @Override
  public void close() {
    deflater.end();
  }

  private int drain(OctetSink to) throws IOException {
    int n = deflater.deflate(out);
    to.write(out, 0, n);
    return n;
  }

  private void steer(boolean store) {
    if (store != storing) {
      storing = store;
      deflater.setLevel(store ? Deflater.NO_COMPRESSION : level);
    }
  }
}
