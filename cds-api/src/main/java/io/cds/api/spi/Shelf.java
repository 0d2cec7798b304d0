package io.cds.api.spi;

import io.cds.api.Sink;
import io.cds.api.envelope.ManifestAttachment;
import java.io.IOException;

/** Where opened attachments are put. */
@FunctionalInterface
public interface Shelf {
  /**
   * A sink for the {@code index}-th attachment; finished only once that attachment was checked
   * whole, all aborted on any fault.
   */
  Sink attachment(int index, ManifestAttachment attachment) throws IOException;
}
