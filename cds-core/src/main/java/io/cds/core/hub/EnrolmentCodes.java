package io.cds.core.hub;

import io.cds.api.EnrolmentCode;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.AtRest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps enrolment codes so that no row of the store tells one. */
final class EnrolmentCodes {
  /** In the place of a code that is no longer needed. */
  static final Octets FORGOTTEN = Octets.of(new byte[0]);

  private final HubParts parts;

  EnrolmentCodes(HubParts parts) {
    this.parts = parts;
  }

  Octets sealed(PartyCode party, EnrolmentCode code) {
    byte[] clear = code.macKey();
    try {
      return atRest().seal(clear, context(party));
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  EnrolmentCode open(PartyCode party, Octets sealed) {
    byte[] clear = atRest().open(sealed, context(party));
    try {
      return EnrolmentCode.parse(new String(clear, StandardCharsets.US_ASCII));
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private AtRest atRest() {
    return parts.vault().atRest(parts.party(), parts.unattended());
  }

  private static String context(PartyCode party) {
    return "enrolment/" + party;
  }
}
