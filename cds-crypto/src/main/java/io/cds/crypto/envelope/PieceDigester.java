package io.cds.crypto.envelope;

import io.cds.api.envelope.Extent;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.ContentDigester;
import io.cds.crypto.content.PieceDigests;
import java.nio.ByteBuffer;

/** Length and digest of a sealed content as its octets pass. */
final class PieceDigester implements ContentDigester {

  private static final int RUN = 16 * 1024;

  private final PieceDigests digests = new PieceDigests();

  @Override
  public void update(ByteBuffer octets) {
    if (octets.hasArray()) {
      digests.write(octets.array(), octets.arrayOffset() + octets.position(), octets.remaining());
      octets.position(octets.limit());
      return;
    }
    byte[] run = new byte[Math.min(RUN, octets.remaining())];
    while (octets.hasRemaining()) {
      int n = Math.min(run.length, octets.remaining());
      octets.get(run, 0, n);
      digests.write(run, 0, n);
    }
  }

  @Override
  public Extent finish() {
    return digests.finish();
  }

  @Override
  public Octets pieces() {
    return Octets.of(digests.list());
  }
}
