package io.cds.api.store;

import io.cds.api.ContentRef;
import io.cds.api.IncomingStatus;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.Role;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An incoming message.
 *
 * @param routing digest of the routing record of the stored seal
 * @param acceptedAt the hub's signed time, if its receipt is here
 * @param clear from DECRYPTED on
 * @param details from DECRYPTED on, encrypted at rest
 * @param parts the attachments' content, encrypted at rest, from DECRYPTED on
 */
public record IncomingRow(
    PartyCode party,
    MessageKey message,
    Role role,
    IncomingStatus status,
    EnvelopeHead head,
    Sha256 routing,
    ContentRef content,
    Instant arrivedAt,
    Optional<Instant> acceptedAt,
    boolean test,
    Optional<ClearFields> clear,
    Optional<Octets> details,
    List<ContentRef> parts,
    Optional<Problem> lastProblem,
    long version) {
  /** Copies. */
  public IncomingRow {
    parts = List.copyOf(parts);
  }

  /** The same in another status, with the problem that led there, if one did. */
  public IncomingRow with(IncomingStatus next, Optional<Problem> problem) {
    return new IncomingRow(
        party,
        message,
        role,
        next,
        head,
        routing,
        content,
        arrivedAt,
        acceptedAt,
        test,
        clear,
        details,
        parts,
        problem,
        version);
  }

  /** The same with the hub's time. */
  public IncomingRow accepted(Instant at) {
    return new IncomingRow(
        party,
        message,
        role,
        status,
        head,
        routing,
        content,
        arrivedAt,
        Optional.of(at),
        test,
        clear,
        details,
        parts,
        lastProblem,
        version);
  }

  /** The same, DECRYPTED. */
  public IncomingRow opened(ClearFields clear, Octets details, List<ContentRef> parts) {
    return new IncomingRow(
        party,
        message,
        role,
        IncomingStatus.DECRYPTED,
        head,
        routing,
        content,
        arrivedAt,
        acceptedAt,
        test,
        Optional.of(clear),
        Optional.of(details),
        parts,
        Optional.empty(),
        version);
  }
}
