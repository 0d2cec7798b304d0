package io.cds.core.hub;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Addressee;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Routing;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyDirectory;
import io.cds.api.store.StoreTransaction;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that a check needs, read in one transaction, so that no transaction is held while
 * signatures are verified.
 */
final class KeySnapshot implements KeyDirectory {
  private final HubParts parts;
  private final Map<Sha256, KnownKey> keys = new LinkedHashMap<>();

  private KeySnapshot(HubParts parts) {
    this.parts = parts;
  }

  /** The sender's keys, and those that the message is sealed to. */
  static KeySnapshot of(StoreTransaction tx, HubParts parts, Routing routing) {
    KeySnapshot snapshot = of(tx, parts, routing.from());
    for (Addressee to : routing.to()) {
      tx.keys().find(parts.party(), to.certificate()).ifPresent(snapshot::add);
      to.mlkem().flatMap(mlkem -> tx.keys().find(parts.party(), mlkem)).ifPresent(snapshot::add);
    }
    return snapshot;
  }

  /** The keys by which this party signs. */
  static KeySnapshot of(StoreTransaction tx, HubParts parts, PartyCode signer) {
    KeySnapshot snapshot = new KeySnapshot(parts);
    for (KeyUse use : List.of(KeyUse.SIGN, KeyUse.SIGN_MLDSA, KeyUse.TRANSMIT)) {
      tx.keys().of(parts.party(), signer, use).forEach(snapshot::add);
    }
    return snapshot;
  }

  private void add(KnownKey key) {
    keys.put(key.digest(), key);
  }

  @Override
  public Sha256 net() {
    return parts.net();
  }

  @Override
  public Optional<KnownKey> key(Sha256 certificate) {
    // A key that none of them has may be another party's: then that is the reason to be told.
    return Optional.ofNullable(keys.get(certificate))
        .or(() -> parts.store().read(tx -> tx.keys().find(parts.party(), certificate)));
  }

  @Override
  public List<KnownKey> keys(PartyCode party, KeyUse use) {
    return keys.values().stream()
        .filter(key -> key.party().equals(party) && key.use() == use)
        .sorted(Comparator.comparing(KnownKey::notBefore).reversed())
        .toList();
  }
}
