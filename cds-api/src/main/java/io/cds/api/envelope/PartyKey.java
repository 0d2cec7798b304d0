package io.cds.api.envelope;

import io.cds.api.KeyUse;

/** A key in a key record: its use and its X.509 certificate, DER. */
public record PartyKey(KeyUse use, Octets certificate) {}
