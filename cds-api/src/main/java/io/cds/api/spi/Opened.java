package io.cds.api.spi;

import io.cds.api.ContentRef;
import io.cds.api.envelope.CheckedRouting;
import io.cds.api.envelope.Manifest;
import java.util.List;

/**
 * An opened message: everything checked; attachments where the {@link Shelf} put them, in the
 * manifest's order.
 */
public record Opened(CheckedRouting routing, Manifest manifest, List<ContentRef> attachments) {
  /** Copies. */
  public Opened {
    attachments = List.copyOf(attachments);
  }
}
