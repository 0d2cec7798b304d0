package io.cds.api;

import java.util.Arrays;

/**
 * Octets that must not leak: no {@code equals}, no telling {@code toString}, wiped on close.
 *
 * <p>Threading: one thread at a time.
 */
public final class Secret implements AutoCloseable {
  private final byte[] octets;
  private boolean wiped;

  private Secret(byte[] octets) {
    this.octets = octets;
  }

  /** Takes over this very array: the caller must not keep it. */
  public static Secret takeOver(byte[] octets) {
    return new Secret(octets);
  }

  /**
   * A copy of the octets, by a visible act; the caller wipes it. @throws IllegalStateException
   * after close
   */
  public byte[] reveal() {
    if (wiped) {
      throw new IllegalStateException(
          "Secret was already wiped; expected to be read before close()");
    }
    return octets.clone();
  }

  @Override
  public void close() {
    Arrays.fill(octets, (byte) 0);
    wiped = true;
  }

  @Override
  public String toString() {
    return "Secret";
  }
}
