package io.cds.crypto.envelope;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Public keys in memory, for tests. */
final class MemoryDirectory implements KeyDirectory {

  private final List<KnownKey> keys = new ArrayList<>();
  private final Sha256 net;

  MemoryDirectory(Sha256 net) {
    this.net = net;
  }

  MemoryDirectory with(KnownKey key) {
    keys.removeIf(k -> k.digest().equals(key.digest()));
    keys.add(key);
    return this;
  }

  void remove(KnownKey key) {
    keys.removeIf(k -> k.digest().equals(key.digest()));
  }

  @Override
  public Sha256 net() {
    return net;
  }

  @Override
  public Optional<KnownKey> key(Sha256 certificate) {
    return keys.stream().filter(k -> k.digest().equals(certificate)).findFirst();
  }

  @Override
  public List<KnownKey> keys(PartyCode party, KeyUse use) {
    return keys.stream().filter(k -> k.party().equals(party) && k.use() == use).toList();
  }
}
