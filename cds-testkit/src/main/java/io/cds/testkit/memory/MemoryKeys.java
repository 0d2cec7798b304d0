package io.cds.testkit.memory;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.store.Keys;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Public keys that count. */
record MemoryKeys(Tables tables, Journal journal) implements Keys {
  @Override
  public void put(PartyCode owner, KnownKey key) {
    Tables.CertificateKey place = new Tables.CertificateKey(owner, key.digest());
    Optional<KnownKey> before = tables.keys.find(journal, place);
    if (before.isEmpty()) {
      tables.keysOf.append(journal, new Tables.KeysOf(owner, key.party(), key.use()), place);
    }
    KnownKey kept = before.orElse(key);
    tables.keys.put(
        journal,
        place,
        new KnownKey(
            kept.party(),
            kept.use(),
            key.state(),
            kept.certificate(),
            kept.digest(),
            kept.notBefore(),
            kept.notAfter(),
            key.revokedAt(),
            key.invalidSince()));
  }

  @Override
  public Optional<KnownKey> find(PartyCode owner, Sha256 certificate) {
    return tables.keys.find(journal, new Tables.CertificateKey(owner, certificate));
  }

  @Override
  public List<KnownKey> of(PartyCode owner, PartyCode party, KeyUse use) {
    return tables.keysOf.all(journal, new Tables.KeysOf(owner, party, use)).stream()
        .flatMap(place -> tables.keys.find(journal, place).stream())
        .sorted(
            Comparator.comparing(KnownKey::notBefore)
                .reversed()
                .thenComparing(key -> key.digest().hex()))
        .toList();
  }
}
