package io.cds.api.envelope;

import io.cds.api.KeyUse;

/**
 * A key that a party asks a certificate for: its use, and a PKCS#10 request (RFC 2986) that proves
 * possession, DER.
 */
public record RequestedKey(KeyUse use, Octets request) {}
