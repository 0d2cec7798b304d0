package io.cds.crypto.content;

import io.cds.api.envelope.Extent;
import io.cds.crypto.cobblestone.CobblestoneSealer;
import io.cds.crypto.format.OctetSink;
import java.io.IOException;

/**
 * Seals a content on one thread: each chunk is encrypted, digested and handed on while it is in the
 * processor's cache.
 */
final class ChunkSealer implements ContentSealer {

  private final PieceDigests digests = new PieceDigests();
  private final CobblestoneSealer sealer;

  ChunkSealer(byte[] inputKey, byte[] salt, byte[] context, OctetSink out) {
    sealer =
        new CobblestoneSealer(
            inputKey,
            salt,
            context,
            (octets, offset, length) -> {
              digests.write(octets, offset, length);
              out.write(octets, offset, length);
            });
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    sealer.write(octets, offset, length);
  }

  @Override
  public Extent finish() throws IOException {
    sealer.finish();
    return digests.finish();
  }

  @Override
  public void close() {
    sealer.close();
  }
}
