package io.cds.api.store;

import io.cds.api.ContentRef;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.envelope.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An outgoing message.
 *
 * @param details {@link io.cds.api.spi.Details}, encrypted at rest
 * @param parts the attachments' content, encrypted at rest, in the order of the details
 * @param sealed from PROCESSING on
 * @param attempts since it was last set to PROCESSING
 * @param processingSince when it was last set to PROCESSING
 */
public record OutgoingRow(
    PartyCode party,
    MessageId id,
    OutgoingStatus status,
    String owner,
    Instant createdAt,
    boolean test,
    Duration timeToLive,
    ClearFields clear,
    Octets details,
    List<ContentRef> parts,
    Optional<SealedParts> sealed,
    int attempts,
    Optional<Instant> processingSince,
    Optional<Problem> lastProblem,
    boolean exported,
    long version) {
  /** Copies. */
  public OutgoingRow {
    parts = List.copyOf(parts);
  }

  /** What identifies the message. */
  public MessageKey key() {
    return new MessageKey(party, id);
  }

  /** The same in another status. */
  public OutgoingRow with(OutgoingStatus next) {
    return new OutgoingRow(
        party,
        id,
        next,
        owner,
        createdAt,
        test,
        timeToLive,
        clear,
        details,
        parts,
        sealed,
        attempts,
        processingSince,
        lastProblem,
        exported,
        version);
  }

  /** The same, sealed. */
  public OutgoingRow with(SealedParts parts) {
    return new OutgoingRow(
        party,
        id,
        status,
        owner,
        createdAt,
        test,
        timeToLive,
        clear,
        details,
        this.parts,
        Optional.of(parts),
        attempts,
        processingSince,
        lastProblem,
        exported,
        version);
  }

  /** The same with this history of attempts. */
  public OutgoingRow tried(int attempts, Optional<Instant> since, Optional<Problem> lastProblem) {
    return new OutgoingRow(
        party,
        id,
        status,
        owner,
        createdAt,
        test,
        timeToLive,
        clear,
        details,
        parts,
        sealed,
        attempts,
        since,
        lastProblem,
        exported,
        version);
  }

  /** The same with the mark "exported". */
  public OutgoingRow withExported() {
    return new OutgoingRow(
        party,
        id,
        status,
        owner,
        createdAt,
        test,
        timeToLive,
        clear,
        details,
        parts,
        sealed,
        attempts,
        processingSince,
        lastProblem,
        true,
        version);
  }
}
