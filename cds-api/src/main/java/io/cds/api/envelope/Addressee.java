package io.cds.api.envelope;

import io.cds.api.PartyCode;
import io.cds.api.Role;

/**
 * One entry of a routing record's {@code to}: the party, as what, and the SHA-256 of the OPEN
 * certificate sealed to.
 */
public record Addressee(PartyCode party, Role role, Sha256 certificate) {}
