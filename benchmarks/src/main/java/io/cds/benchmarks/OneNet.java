package io.cds.benchmarks;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyDirectory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A directory in memory. */
final class OneNet implements KeyDirectory {
  private final Sha256 net;
  private final Map<Sha256, KnownKey> keys = new HashMap<>();

  OneNet(Sha256 net) {
    this.net = net;
  }

  void add(KnownKey key) {
    keys.put(key.digest(), key);
  }

  @Override
  public Sha256 net() {
    return net;
  }

  @Override
  public Optional<KnownKey> key(Sha256 certificate) {
    return Optional.ofNullable(keys.get(certificate));
  }

  @Override
  public List<KnownKey> keys(PartyCode party, KeyUse use) {
    return keys.values().stream().filter(k -> k.party().equals(party) && k.use() == use).toList();
  }
}
