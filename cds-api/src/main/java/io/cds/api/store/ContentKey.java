package io.cds.api.store;

import io.cds.api.PartyCode;

/**
 * Names content while it is staged: the party's partition, and a name of 1 to 200 printable ASCII
 * characters.
 */
public record ContentKey(PartyCode party, String name) {}
