package io.cds.api.spi;

import io.cds.api.envelope.Extent;
import io.cds.api.envelope.Octets;
import java.nio.ByteBuffer;

/** Computes {@code content.digest} as the octets pass, in order. One thread at a time. */
public interface ContentDigester {
  /** Takes the remaining octets. */
  void update(ByteBuffer octets);

  /** Length and digest of all octets so far; ends it. */
  Extent finish();

  /**
   * The SHA-256 of each piece of 1 MiB in order, 32 octets each, once it is finished: what {@link
   * EnvelopeCodec#openByParts} asks for. May be kept or sent in clear; it is worth nothing without
   * the signed digest.
   *
   * @throws UnsupportedOperationException from a codec that does not open by parts
   */
  default Octets pieces() {
    throw new UnsupportedOperationException("This codec keeps no digests of pieces");
  }
}
