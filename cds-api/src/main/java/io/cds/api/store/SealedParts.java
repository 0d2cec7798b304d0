package io.cds.api.store;

import io.cds.api.ContentRef;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Sha256;
import java.time.Instant;

/**
 * The sealed form of an outgoing message, the same octets for every attempt.
 *
 * @param seal 1, and one more each time it was sealed again
 * @param routing digest of the routing record
 */
public record SealedParts(
    int seal, EnvelopeHead head, Sha256 routing, ContentRef content, Instant expires) {}
