package io.cds.api.store;

import io.cds.api.PartyCode;

/**
 * A piece of work: at most one of a kind and key in a party's partition. {@code name} has 1 to 200
 * printable ASCII characters.
 */
public record WorkKey(PartyCode party, WorkKind kind, String name) {}
