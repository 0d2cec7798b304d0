package io.cds.core;

import io.cds.api.ContentRef;
import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.spi.ContentDigester;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Compares content that was stored with what its sender signed about it. */
public final class StoredContent {
  private static final int BUFFER = 1 << 16;

  private StoredContent() {}

  /** Reads all of it. */
  public static Extent extent(Store store, EnvelopeCodec codec, ContentRef content)
      throws IOException {
    ContentDigester digester = codec.digester();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = store.content(content).open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digester.update(ByteBuffer.wrap(buffer, 0, n));
      }
    }
    return digester.finish();
  }

  /** The reason for which content with this extent is not the signed one. */
  public static InvalidReason fault(Extent found, Extent signed) {
    return found.length() == signed.length()
        ? InvalidReason.CONTENT_DIGEST
        : InvalidReason.CONTENT_LENGTH;
  }
}
