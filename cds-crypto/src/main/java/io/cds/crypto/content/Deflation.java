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
final class Deflation implements AutoCloseable {

  /** Half of what the reader allows, so that octets still within the deflater do no harm. */
  private static final int MARGIN = 2;

  private final Deflater deflater;
  private final int level;
  private final Expansion own;
  private final byte[] out = new byte[64 * 1024];
  private boolean storing;

  Deflation(int level, Expansion expansion) {
    this.level = level;
    this.deflater = new Deflater(level);
    this.own = new Expansion(Math.max(1, expansion.ratio() / MARGIN), expansion.free() / MARGIN);
  }

  /** Octets that the deflated form of a probe has. */
  int probe(byte[] octets, int length) {
    begin();
    deflater.setInput(octets, 0, length);
    deflater.finish();
    int total = 0;
    while (!deflater.finished()) {
      total += deflater.deflate(out);
    }
    return total;
  }

  /** Begins a stream. */
  void begin() {
    deflater.reset();
    steer(false);
  }

  /**
   * Deflates a run of octets and returns how many it wrote.
   *
   * @param allowance what this attachment and the whole message have taken up so far
   */
  long write(byte[] octets, int length, Allowance allowance, OctetSink to) throws IOException {
    steer(!allowance.fits(own));
    deflater.setInput(octets, 0, length);
    long total = 0;
    while (!deflater.needsInput()) {
      total += drain(to);
    }
    return total;
  }

  /** Ends the stream and returns how many octets that took. */
  long finish(OctetSink to) throws IOException {
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

  /** Asks whether what was written so far keeps within an expansion. */
  interface Allowance {
    boolean fits(Expansion expansion);
  }
}
