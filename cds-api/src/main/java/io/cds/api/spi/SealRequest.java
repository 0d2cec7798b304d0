package io.cds.api.spi;

import io.cds.api.Attachment;
import io.cds.api.Heading;
import io.cds.api.MessageKey;
import io.cds.api.Recipient;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What is to be sealed.
 *
 * @param net the hub's net
 * @param seal 1 the first time
 * @param signKey the sender's SIGN key
 * @param signCertificate its certificate as the directory knows it
 * @param recipients with the OPEN key to seal to
 * @param compressions what every recipient can expand
 */
public record SealRequest(
    Sha256 net,
    MessageKey key,
    int seal,
    KeyRef signKey,
    KnownKey signCertificate,
    List<To> recipients,
    Instant sealedAt,
    Instant expires,
    boolean test,
    Heading heading,
    List<Attachment> attachments,
    Set<Compression> compressions) {
  /** Copies. */
  public SealRequest {
    recipients = List.copyOf(recipients);
    attachments = List.copyOf(attachments);
    compressions = Set.copyOf(compressions);
  }

  /** A recipient and the key to seal to. */
  public record To(Recipient recipient, KnownKey key) {}
}
