package io.cds.testkit.network;

import io.cds.api.CdsClient;
import io.cds.api.CdsHub;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.CertificateAuthority;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyVault;
import io.cds.api.store.Store;
import java.time.Instant;

/** What a network seals and signs with. Implemented by tests, over real or pretended keys. */
public interface Cryptography {
  /** A codec; all parties may share one. */
  EnvelopeCodec codec();

  /** An empty vault for this party. */
  KeyVault vault(PartyCode party);

  /** The hub's root. */
  CertificateAuthority authority();

  /** Unlocks SIGN and OPEN keys. */
  KeyAccess person();

  /** Unlocks TRANSMIT, LOG and RECEIPT keys, the at-rest key. */
  KeyAccess machine();

  /** Unlocks the root's key. */
  KeyAccess root();

  /** Gives the hub's vault a RECEIPT key, certified now. */
  default void issueReceiptKey(KeyVault vault, Instant now) {
    KeyVault.Generated made = vault.generate(Network.HUB, KeyUse.RECEIPT, machine());
    Octets certificate =
        authority().issue(Network.HUB, KeyUse.RECEIPT, made.request(), now, root());
    vault.install(made.key(), certificate, machine());
  }

  /** A hub over these, with this cryptography. */
  default CdsHub.Builder hub(Store store, KeyVault vault) {
    return CdsHub.builder()
        .party(Network.HUB)
        .store(store)
        .vault(vault)
        .unattended(machine())
        .root(authority().root().toArray())
        .authority(authority(), root())
        .codec(codec());
  }

  /** A party's client over these, with this cryptography. */
  default CdsClient.Builder client(PartyCode party, Store store, KeyVault vault) {
    return CdsClient.builder()
        .party(party)
        .store(store)
        .vault(vault)
        .unattended(machine())
        .codec(codec());
  }
}
