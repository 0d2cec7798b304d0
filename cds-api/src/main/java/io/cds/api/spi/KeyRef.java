package io.cds.api.spi;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;

/** A private key in a vault; opaque to all but the vault. */
public record KeyRef(PartyCode party, KeyUse use, String name) {}
