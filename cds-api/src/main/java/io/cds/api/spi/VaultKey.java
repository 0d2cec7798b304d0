package io.cds.api.spi;

import io.cds.api.envelope.Octets;
import java.time.Instant;
import java.util.Optional;

/** A key that a vault holds, with its certificate once it is installed. */
public record VaultKey(KeyRef ref, Instant createdAt, Optional<Octets> certificate) {}
