package io.cds.api.store;

import io.cds.api.MessageId;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.Role;
import io.cds.api.envelope.RefusalCode;
import java.time.Instant;
import java.util.Optional;

/** One recipient's part of an outgoing message. */
public record DeliveryRow(
    PartyCode party,
    MessageId id,
    PartyCode recipient,
    Role role,
    OutgoingStatus status,
    Optional<Instant> openedAt,
    Optional<RefusalCode> refusal,
    long version) {
  /** The same in another status. */
  public DeliveryRow with(OutgoingStatus next) {
    return new DeliveryRow(party, id, recipient, role, next, openedAt, refusal, version);
  }

  /** The same, opened at this time. */
  public DeliveryRow opened(Instant at) {
    return new DeliveryRow(party, id, recipient, role, status, Optional.of(at), refusal, version);
  }

  /** The same, refused. */
  public DeliveryRow refused(RefusalCode code) {
    return new DeliveryRow(
        party, id, recipient, role, status, openedAt, Optional.of(code), version);
  }

  /** Key: the sender's partition, the message, the recipient. */
  public record Key(PartyCode party, MessageId id, PartyCode recipient) {}
}
