package io.cds.api.envelope;

import io.cds.api.Heading;
import io.cds.api.MessageId;
import io.cds.api.PartyCode;
import java.util.List;

/**
 * The opened manifest: what only recipients read.
 *
 * @param to the recipients, equal to the routing record's
 * @param suite equal to the routing record's
 */
public record Manifest(
    Sha256 net,
    MessageId id,
    PartyCode from,
    List<Addressee> to,
    boolean test,
    int suite,
    Heading heading,
    List<ManifestAttachment> attachments) {
  /** Copies. */
  public Manifest {
    to = List.copyOf(to);
    attachments = List.copyOf(attachments);
  }
}
