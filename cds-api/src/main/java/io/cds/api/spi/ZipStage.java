package io.cds.api.spi;

import io.cds.api.MessageId;
import io.cds.api.Sink;
import io.cds.api.envelope.EnvelopeHead;
import java.io.IOException;

/**
 * Where the reader of a .zip puts content as it passes. Nothing of it counts until the reader
 * returned.
 */
@FunctionalInterface
public interface ZipStage {
  /** A sink for the content of this message; the reader finishes it, and aborts it on any fault. */
  Sink content(MessageId id, EnvelopeHead head, long length) throws IOException;
}
