package io.cds.core.hub;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.KnownKey;
import io.cds.api.store.StoreTransaction;
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

  /** All keys of a party. */
  static List<KnownKey> keys(StoreTransaction tx, PartyCode hub, PartyCode party) {
    return ALL.stream().flatMap(use -> tx.keys().of(hub, party, use).stream()).toList();
  }

  /** What was issued and never published must not be published any more. */
  static void withdrawPending(StoreTransaction tx, PartyCode hub, PartyCode party) {
    keys(tx, hub, party).stream()
        .filter(KnownKey::isPending)
        .forEach(key -> tx.keys().put(hub, key.revoked(tx.now(), key.notBefore())));
  }
}
