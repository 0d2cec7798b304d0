package io.cds.api.spi;

import io.cds.api.envelope.Extent;
import java.nio.ByteBuffer;

/** Computes {@code content.digest} as the octets pass, in order. One thread at a time. */
public interface ContentDigester {
  /** Takes the remaining octets. */
  void update(ByteBuffer octets);

  /** Length and digest of all octets so far; ends it. */
  Extent finish();
}
