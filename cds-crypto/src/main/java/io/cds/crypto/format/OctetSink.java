package io.cds.crypto.format;

import java.io.IOException;

/**
 * Takes octets one run after another; the inner counterpart of the sink a store hands in.
 *
 * <p>Has no end of its own: whoever owns the sink says when the octets are complete.
 */
@FunctionalInterface
public interface OctetSink {

  /**
   * Takes {@code length} octets. The array belongs to the caller again when the call returns.
   *
   * @throws IOException when the octets cannot be kept
   */
  void write(byte[] octets, int offset, int length) throws IOException;
}
