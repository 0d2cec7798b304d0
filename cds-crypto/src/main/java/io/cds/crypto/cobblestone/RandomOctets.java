package io.cds.crypto.cobblestone;

import java.io.IOException;

/** Octets that can be read at any place. Implemented by whatever keeps a sealed content. */
public interface RandomOctets {

  /** How many octets there are. */
  long length() throws IOException;

  /**
   * Reads exactly {@code length} octets from {@code position} on.
   *
   * @throws java.io.EOFException when there are fewer
   * @throws IOException when they cannot be read
   */
  void read(long position, byte[] octets, int offset, int length) throws IOException;
}
