package io.cds.testkit.fake;

import io.cds.api.envelope.Extent;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.ContentDigester;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over all octets. */
final class FakeDigester implements ContentDigester {
  private final MessageDigest digest;
  private long length;

  FakeDigester() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The platform has no SHA-256", e);
    }
  }

  @Override
  public void update(ByteBuffer octets) {
    length += octets.remaining();
    digest.update(octets);
  }

  @Override
  public Extent finish() {
    return new Extent(length, Sha256.of(digest.digest()));
  }
}
