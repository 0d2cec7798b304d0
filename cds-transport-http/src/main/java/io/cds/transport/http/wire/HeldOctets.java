package io.cds.transport.http.wire;

import io.cds.api.Source;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Octets that were received and are handed on once, without another copy of them. */
public final class HeldOctets implements Source {
  private final byte[] octets;

  /** Takes the array over: the caller must not change it any more. */
  public HeldOctets(byte[] octets) {
    this.octets = octets;
  }

  @Override
  public long length() {
    return octets.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(octets);
  }

  @Override
  public String toString() {
    return octets.length + " octets";
  }
}
