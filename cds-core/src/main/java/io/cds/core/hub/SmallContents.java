package io.cds.core.hub;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.spi.ContentDigester;
import io.cds.api.store.ContentKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Stages a content that came whole, checking it as it passes. */
final class SmallContents {
  private static final int BUFFER = 1 << 16;

  private final HubParts parts;

  SmallContents(HubParts parts) {
    this.parts = parts;
  }

  /**
   * Stages it, an orphan until it is bound.
   *
   * @throws InvalidEnvelopeException with nothing left behind, if it is not the signed one
   */
  ContentRef stage(Offered offered, Source content) throws IOException {
    Extent signed = offered.routing().content();
    if (content.length() != signed.length()) {
      throw new InvalidEnvelopeException(
          InvalidReason.CONTENT_LENGTH, "content is not as long as signed; send it again");
    }
    ContentKey key = key(offered);
    boolean done = false;
    try (Sink sink = parts.store().stage(key, 0);
        InputStream in = content.open()) {
      ContentDigester digester = parts.codec().digester();
      pass(in, signed.length(), sink, digester);
      if (!digester.finish().equals(signed)) {
        throw new InvalidEnvelopeException(
            InvalidReason.CONTENT_DIGEST, "content is not the signed one; send it again");
      }
      ContentRef ref = sink.finish();
      done = true;
      return ref;
    } finally {
      if (!done) {
        parts.store().discard(key);
      }
    }
  }

  /** A name of its own for each try: two nodes may stage the same envelope at once. */
  private ContentKey key(Offered offered) {
    return new ContentKey(
        offered.key().from(),
        "in/" + offered.key().id() + "/" + Long.toHexString(parts.random().nextLong()));
  }

  /** At most one octet more than signed is read: then the digest does not fit. */
  private static void pass(InputStream in, long length, Sink sink, ContentDigester digester)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = length + 1;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        return;
      }
      sink.write(ByteBuffer.wrap(buffer, 0, n));
      digester.update(ByteBuffer.wrap(buffer, 0, n));
      left -= n;
    }
  }
}
