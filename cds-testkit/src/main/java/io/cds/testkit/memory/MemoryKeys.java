package io.cds.testkit.memory;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.store.Keys;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Public keys that count. */
record MemoryKeys(Table<Tables.CertificateKey, KnownKey> table, Journal journal) implements Keys {
  @Override
  public void put(PartyCode owner, KnownKey key) {
    Tables.CertificateKey place = new Tables.CertificateKey(owner, key.digest());
    KnownKey kept = table.find(journal, place).orElse(key);
    table.put(
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
    return table.find(journal, new Tables.CertificateKey(owner, certificate));
  }

  @Override
  public List<KnownKey> of(PartyCode owner, PartyCode party, KeyUse use) {
    return table.all(journal).entrySet().stream()
        .filter(entry -> entry.getKey().owner().equals(owner))
        .map(Map.Entry::getValue)
        .filter(key -> key.party().equals(party) && key.use() == use)
        .sorted(
            Comparator.comparing(KnownKey::notBefore)
                .reversed()
                .thenComparing(key -> key.digest().hex()))
        .toList();
  }
}
