package io.cds.crypto.keys;

import io.cds.api.Source;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.crypto.cobblestone.Cobblestone;
import io.cds.crypto.cobblestone.CobblestoneReader;
import io.cds.crypto.format.BulkInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The clear octets of what was sealed at rest; any stretch of them costs its own chunks alone. */
final class AtRestSource implements Source {
  private final Source sealed;
  private final Opening opening;

  /** Begins to read sealed octets, after checking key, context and length. */
  @FunctionalInterface
  interface Opening {
    CobblestoneReader open(SourceOctets sealed) throws IOException;
  }

  AtRestSource(Source sealed, Opening opening) {
    this.sealed = sealed;
    this.opening = opening;
  }

  /**
   * @throws InvalidEnvelopeException when key, context or length are others than it was sealed by
   */
  void prove() throws IOException {
    try (SourceOctets octets = new SourceOctets(sealed)) {
      opening.open(octets);
    }
  }

  @Override
  public long length() {
    return Cobblestone.plainLength(sealed.length());
  }

  @Override
  public InputStream open() throws IOException {
    return open(0, length());
  }

  @Override
  public InputStream open(long from, long length) throws IOException {
    if (from < 0 || length < 0 || from > length() - length) {
      throw new IOException(
          "Range ["
              + from
              + ", +"
              + length
              + "] is outside the content of ["
              + length()
              + "] octets");
    }
    SourceOctets octets = new SourceOctets(sealed);
    try {
      return new Stretch(octets, opening.open(octets), from, from + length);
    } catch (InvalidEnvelopeException e) {
      octets.close();
      throw changed(e);
    } catch (IOException | RuntimeException e) {
      octets.close();
      throw e;
    }
  }

  private static IOException changed(InvalidEnvelopeException cause) {
    return new IOException(
        "Cannot read what is kept at rest: it was changed since it was sealed", cause);
  }

  /** The octets from one place to another. */
  private static final class Stretch extends BulkInputStream {
    private final SourceOctets octets;
    private final CobblestoneReader reader;
    private final long end;
    private long position;

    Stretch(SourceOctets octets, CobblestoneReader reader, long from, long end) {
      this.octets = octets;
      this.reader = reader;
      this.position = from;
      this.end = end;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      if (most == 0) {
        return 0;
      }
      if (position == end) {
        return -1;
      }
      try {
        int n = reader.read(position, into, offset, (int) Math.min(most, end - position));
        position += n;
        return n;
      } catch (InvalidEnvelopeException e) {
        throw changed(e);
      }
    }

    @Override
    public long skip(long count) {
      long skipped = Math.max(0, Math.min(count, end - position));
      position += skipped;
      return skipped;
    }

    @Override
    public int available() {
      return 0;
    }

    @Override
    public void close() throws IOException {
      octets.close();
    }
  }
}
