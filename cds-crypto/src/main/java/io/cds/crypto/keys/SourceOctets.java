package io.cds.crypto.keys;

import io.cds.api.Source;
import io.cds.crypto.cobblestone.RandomOctets;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A source read at any place. It keeps one stream open and goes on with it while the reads follow
 * each other, so that reading front to back asks the source once and not for every chunk.
 *
 * <p>Threading: one thread at a time.
 */
final class SourceOctets implements RandomOctets, AutoCloseable {
  private final Source source;
  private @Nullable InputStream stream;
  private long position;

  SourceOctets(Source source) {
    this.source = source;
  }

  @Override
  public long length() {
    return source.length();
  }

  @Override
  public void read(long from, byte[] octets, int offset, int length) throws IOException {
    InputStream in = at(from);
    int n = in.readNBytes(octets, offset, length);
    position += n;
    if (n < length) {
      throw new EOFException(
          "The source ended at ["
              + position
              + "], expected the ["
              + source.length()
              + "] octets that it promised");
    }
  }

  private InputStream at(long from) throws IOException {
    if (stream == null || from != position) {
      close();
      stream = source.open(from, source.length() - from);
      position = from;
    }
    return stream;
  }

  @Override
  public void close() throws IOException {
    InputStream open = stream;
    stream = null;
    if (open != null) {
      open.close();
    }
  }
}
