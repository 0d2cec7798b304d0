package io.cds.core.client;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.Stage;
import io.cds.api.Watch;
import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.spi.ContentDigester;
import io.cds.api.store.ContentKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Puts an envelope's content into the store and computes what its sender signed about it. */
final class Staging {
  private static final int PIECE = 1 << 20;

  private final ClientContext context;

  Staging(ClientContext context) {
    this.context = context;
  }

  /** All of a stream, from the beginning. */
  Staged whole(ContentKey key, InputStream in, long length, Watch watch) throws IOException {
    ContentDigester digester = context.codec().digester();
    try (Sink sink = context.store().stage(key, 0)) {
      Sink both = new DigestingSink(sink, digester);
      Copying.copy(in, both, length, Stage.RECEIVE, watch);
      ContentRef ref = both.finish();
      return new Staged(ref, digester.finish());
    }
  }

  /** The reason for which content with this extent is not the signed one. */
  static InvalidReason fault(Extent found, Extent signed) {
    return found.length() == signed.length()
        ? InvalidReason.CONTENT_DIGEST
        : InvalidReason.CONTENT_LENGTH;
  }

  /** What the sender signed about content that is in the store. */
  Extent digest(ContentRef ref) throws IOException {
    ContentDigester digester = context.codec().digester();
    byte[] piece = new byte[PIECE];
    try (InputStream in = context.store().content(ref).open()) {
      int n = in.readNBytes(piece, 0, PIECE);
      while (n > 0) {
        digester.update(ByteBuffer.wrap(piece, 0, n));
        n = in.readNBytes(piece, 0, PIECE);
      }
    }
    return digester.finish();
  }
}
