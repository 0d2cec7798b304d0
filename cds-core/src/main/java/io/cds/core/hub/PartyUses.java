package io.cds.core.hub;

import io.cds.api.KeyUse;
import java.util.List;

/** What a party's keys may be for; RECEIPT and ROOT are the hub's own. */
final class PartyUses {
  static final List<KeyUse> ALL =
      List.of(
          KeyUse.SIGN,
          KeyUse.OPEN,
          KeyUse.SIGN_MLDSA,
          KeyUse.OPEN_MLKEM,
          KeyUse.TRANSMIT,
          KeyUse.LOG);

  private PartyUses() {}
}
