package io.cds.crypto.envelope;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.Stage;
import io.cds.api.Watch;
import io.cds.api.envelope.CheckedRouting;
import io.cds.api.envelope.Manifest;
import io.cds.api.envelope.ManifestAttachment;
import io.cds.api.spi.OpenMessage;
import io.cds.crypto.cobblestone.CobblestoneReader;
import io.cds.crypto.content.CheckedPieces;
import io.cds.crypto.content.ContentReader;
import io.cds.crypto.content.Stored;
import io.cds.crypto.format.BulkInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Opens attachments by random access: an attachment begins where the earlier ones end. */
final class OpenByParts implements OpenMessage {

  private final CheckedRouting routing;
  private final Manifest manifest;
  private final CheckedPieces pieces;
  private final byte[] contentKey;
  private @Nullable CobblestoneReader reader;
  private boolean closed;

  /** Takes over the key. */
  OpenByParts(CheckedRouting routing, Manifest manifest, CheckedPieces pieces, byte[] contentKey) {
    this.routing = routing;
    this.manifest = manifest;
    this.pieces = pieces;
    this.contentKey = contentKey;
  }

  @Override
  public CheckedRouting routing() {
    return routing;
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public ContentRef attachment(int index, Sink sink, Watch watch) throws IOException {
    if (closed) {
      throw new IllegalStateException("Cannot open an attachment: the message was closed");
    }
    ManifestAttachment wanted = manifest.attachments().get(index);
    long from =
        manifest.attachments().subList(0, index).stream()
            .mapToLong(ManifestAttachment::stored)
            .sum();
    Meter meter = new Meter(watch, Stage.OPEN, wanted.stored());
    try (InputStream plain = meter.over(new Range(reader(), from))) {
      new ContentReader(plain)
          .read(
              new Stored(wanted.length(), wanted.stored(), wanted.compression()),
              (octets, offset, length) -> sink.write(ByteBuffer.wrap(octets, offset, length)));
    }
    return sink.finish();
  }

  /** Made with the first attachment, because it reads the first and the last piece. */
  private CobblestoneReader reader() throws IOException {
    if (reader == null) {
      reader =
          CobblestoneReader.open(pieces, contentKey, ContentContext.of(routing.routing().id()));
    }
    return reader;
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(contentKey, (byte) 0);
  }

  /** The plaintext from one place on. */
  private static final class Range extends BulkInputStream {

    private final CobblestoneReader reader;
    private long position;

    Range(CobblestoneReader reader, long position) {
      this.reader = reader;
      this.position = position;
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
      int n = reader.read(position, octets, offset, length);
      position += n;
      return n == 0 && length > 0 ? -1 : n;
    }
  }
}
