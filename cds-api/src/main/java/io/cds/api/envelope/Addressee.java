package io.cds.api.envelope;

import io.cds.api.PartyCode;
import io.cds.api.Role;
import java.util.Optional;

/**
 * One entry of a routing record's {@code to}.
 *
 * @param role as what the party receives it
 * @param certificate SHA-256 of the OPEN certificate sealed to
 * @param mlkem SHA-256 of the OPEN_MLKEM certificate sealed to, with suite 2 only
 */
public record Addressee(PartyCode party, Role role, Sha256 certificate, Optional<Sha256> mlkem) {

  /** A recipient of suite 1. */
  public Addressee(PartyCode party, Role role, Sha256 certificate) {
    this(party, role, certificate, Optional.empty());
  }
}
