package io.cds.testkit.simulation;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All keys that the hub vouches for, as the checker asked for them itself. */
record VouchedKeys(Sha256 net, List<KnownKey> all) implements KeyDirectory {
  static VouchedKeys of(World world) {
    HubIdentity hub = world.hub.hub().identity();
    List<KnownKey> all = new ArrayList<>();
    hub.receiptCertificates()
        .forEach(c -> all.add(world.cryptography.codec().certificate(c, hub.root())));
    world.places().forEach(place -> all.addAll(world.hub.hub().keys(place.party())));
    return new VouchedKeys(hub.net(), all);
  }

  @Override
  public Optional<KnownKey> key(Sha256 certificate) {
    return all.stream().filter(key -> key.digest().equals(certificate)).findFirst();
  }

  @Override
  public List<KnownKey> keys(PartyCode party, KeyUse use) {
    return all.stream().filter(key -> key.party().equals(party) && key.use() == use).toList();
  }
}
