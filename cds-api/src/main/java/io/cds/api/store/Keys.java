package io.cds.api.store;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * Public keys that count, for the owner of this directory: a client's own party, or the hub. Never
 * deleted: old messages need them.
 */
public interface Keys {
  /** Inserts, or sets state and revocation of a certificate that is here. */
  void put(PartyCode owner, KnownKey key);

  /** By certificate. */
  Optional<KnownKey> find(PartyCode owner, Sha256 certificate);

  /** Of a party and use, newest {@code notBefore} first. */
  List<KnownKey> of(PartyCode owner, PartyCode party, KeyUse use);
}
