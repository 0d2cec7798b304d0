package io.cds.api;

import io.cds.api.envelope.Octets;
import java.io.IOException;
import java.io.InputStream;

/**
 * Octets that can be read again: every {@link #open} gives the same ones. Implemented by hosts and
 * by plugins.
 *
 * <p>Threading: {@code open} may be called from several threads; each stream belongs to one.
 */
public interface Source {
  /** Number of octets. */
  long length();

  /** A stream over all octets from the beginning. The caller closes it. */
  InputStream open() throws IOException;

  /**
   * A stream over {@code length} octets from {@code from}. The default skips; a source with random
   * access overrides it.
   *
   * @throws IOException if the range is outside the source, or reading fails
   */
  default InputStream open(long from, long length) throws IOException {
    if (from < 0 || length < 0 || from > length() - length) {
      throw new IOException(
          "Range ["
              + from
              + ", +"
              + length
              + "] is outside the source of ["
              + length()
              + "] octets");
    }
    return Ranges.limited(open(), from, length);
  }

  /** Octets in memory; copied. */
  static Source of(byte[] octets) {
    return new OctetSource(Octets.of(octets));
  }

  /**
   * Octets that somebody opens each time, such as {@code Source.of(Files.size(p), () ->
   * Files.newInputStream(p))}. A stream that turns out shorter or longer is refused by whoever
   * reads it to its end.
   */
  static Source of(long length, Opening opening) {
    return new OpenedSource(length, opening);
  }

  /** Opens a fresh stream over the same octets. */
  @FunctionalInterface
  interface Opening {
    /** The caller closes it. */
    InputStream open() throws IOException;
  }
}
