package io.cds.api.spi;

import io.cds.api.AttachmentView;
import io.cds.api.Heading;
import java.util.List;

/**
 * What a store keeps about a message under the at-rest key: its heading and the attachments' names,
 * media types and lengths.
 */
public record Details(Heading heading, List<AttachmentView> attachments) {
  /** Copies. */
  public Details {
    attachments = List.copyOf(attachments);
  }
}
