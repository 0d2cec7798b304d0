package io.cds.api.spi;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * The public keys that count: only those that the hub's signed directory (or the hub's root itself)
 * vouches for. Implemented by the engine over the store.
 */
public interface KeyDirectory {
  /** The net whose directory this is: SHA-256 of the root. */
  Sha256 net();

  /** The key with this certificate, whatever its state. */
  Optional<KnownKey> key(Sha256 certificate);

  /** All keys of a party for a use, newest first. */
  List<KnownKey> keys(PartyCode party, KeyUse use);
}
