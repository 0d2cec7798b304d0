package io.cds.api.envelope;

import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import java.time.Instant;
import java.util.List;

/**
 * The routing record: what everybody may read of a sealed message, and the only thing that its
 * sender signs (docs/envelope-v1.md).
 *
 * @param net SHA-256 of the root certificate of the hub that it is for
 * @param seal 1, and one more each time the same message had to be sealed again
 * @param to sorted by party, no party twice
 * @param suite 1: classical; 2: hybrid
 * @param manifest length and SHA-256 of {@code manifest.p7m}
 * @param content length and digest of {@code content.cob}
 * @param manifestJson SHA-256 of the manifest JSON
 */
public record Routing(
    Sha256 net,
    MessageId id,
    int seal,
    PartyCode from,
    List<Addressee> to,
    Instant sealedAt,
    Instant expires,
    boolean test,
    int suite,
    Extent manifest,
    Extent content,
    Sha256 manifestJson) {
  /** Copies. */
  public Routing {
    to = List.copyOf(to);
  }

  /** What identifies the message. */
  public MessageKey key() {
    return new MessageKey(from, id);
  }
}
