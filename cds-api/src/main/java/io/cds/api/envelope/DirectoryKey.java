package io.cds.api.envelope;

import io.cds.api.KeyUse;
import java.time.Instant;
import java.util.Optional;

/**
 * What the directory states about one certificate; {@code revokedAt} and {@code invalidSince}
 * exactly with REVOKED.
 */
public record DirectoryKey(
    Sha256 certificate,
    KeyUse use,
    KeyState state,
    Optional<Instant> revokedAt,
    Optional<Instant> invalidSince) {}
