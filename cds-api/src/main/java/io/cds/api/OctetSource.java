package io.cds.api;

import io.cds.api.envelope.Octets;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Octets in memory. */
record OctetSource(Octets octets) implements Source {
  @Override
  public long length() {
    return octets.length();
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(octets.toArray());
  }
}
