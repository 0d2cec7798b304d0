package io.cds.api.store;

import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Role;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Sha256;
import java.time.Instant;
import java.util.Optional;

/** An envelope on its way in: checked head, content to be fetched under {@code staging}. */
public record ArrivalRow(
    PartyCode party,
    MessageKey message,
    EnvelopeHead head,
    Sha256 routing,
    Role role,
    long contentLength,
    Optional<Instant> acceptedAt,
    ContentKey staging,
    long version) {}
