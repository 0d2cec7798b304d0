package io.cds.crypto.keys;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.crypto.cobblestone.Cobblestone;
import io.cds.crypto.cobblestone.CobblestoneSealer;
import io.cds.crypto.format.OctetSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts into another sink, 16 KiB at a time. The reference that {@link #finish} gives is that
 * sink's: its length is the sealed one.
 */
final class AtRestSink implements Sink {
  private final Sink under;
  private final CobblestoneSealer sealer;
  private final byte[] clear = new byte[Cobblestone.CHUNK];
  private boolean ended;
  private @Nullable Throwable failure;

  AtRestSink(Sink under, Function<OctetSink, CobblestoneSealer> sealer) {
    this.under = under;
    this.sealer =
        sealer.apply((octets, from, length) -> under.write(ByteBuffer.wrap(octets, from, length)));
  }

  @Override
  public void write(ByteBuffer piece) throws IOException {
    demandOpen();
    try {
      while (piece.hasRemaining()) {
        int n = Math.min(piece.remaining(), clear.length);
        piece.get(clear, 0, n);
        sealer.write(clear, 0, n);
      }
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  /** None: what was sealed so far cannot be gone on with. */
  @Override
  public long durable() {
    return 0;
  }

  @Override
  public ContentRef finish() throws IOException {
    demandOpen();
    try {
      sealer.finish();
      ContentRef ref = under.finish();
      ended = true;
      return ref;
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  private void demandOpen() throws IOException {
    if (failure != null) {
      throw new IOException("Cannot go on sealing at rest: an earlier call failed", failure);
    }
    if (ended) {
      throw new IOException("Cannot go on sealing at rest: the sink was finished or closed");
    }
  }

  @Override
  public void close() throws IOException {
    ended = true;
    Arrays.fill(clear, (byte) 0);
    under.close();
  }
}
