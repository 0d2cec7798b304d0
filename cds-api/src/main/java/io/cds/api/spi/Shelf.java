package io.cds.api.spi;

import io.cds.api.Sink;
import io.cds.api.envelope.ManifestAttachment;
import java.io.IOException;

/** Where opened attachments are put. */
@FunctionalInterface
public interface Shelf {
  /**
   * A sink for the {@code index}-th attachment. It is finished once the attachment yielded exactly
   * its octets and the content has the signed digest, and closed in every case; what is finished
   * counts only if {@code open} returns. Up to 16 sinks are open at the same time.
   */
  Sink attachment(int index, ManifestAttachment attachment) throws IOException;
}
