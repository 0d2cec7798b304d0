package io.cds.api;

import io.cds.api.envelope.Sha256;
import java.time.Instant;

/** A key of the party itself. */
public record OwnKey(
    KeyUse use, Sha256 certificate, Instant notBefore, Instant notAfter, boolean current) {}
