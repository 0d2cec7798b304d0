package io.cds.examples.hub;

import io.cds.api.Actor;
import io.cds.api.CdsHub;
import io.cds.api.EnrolmentCode;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.KnownKey;
import io.cds.api.spi.CertificateAuthority;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyVault;
import io.cds.api.store.PartyRow;
import io.cds.api.store.Store;
import io.cds.crypto.envelope.EnvelopeV1;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.crypto.keys.RootAuthority;
import io.cds.testkit.ManualClock;
import io.cds.testkit.MemoryStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A hub's root and vaults in a folder, with parties that are registered once; then any number of
 * fresh hubs that know them.
 */
final class RealHub {
  static final PartyCode CODE = PartyCode.of("HUB");
  static final KeyAccess OFFICER = KeyAccess.passphrase("typed by an officer".toCharArray());

  final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  final EnvelopeCodec codec = new EnvelopeV1();
  final CertificateAuthority authority;
  private final Path folder;
  private final SecureRandom random = new SecureRandom();
  private final Map<PartyCode, RealParty> parties = new HashMap<>();
  private final MemoryStore registry = new MemoryStore(clock);

  RealHub(Path folder) {
    this.folder = folder;
    this.authority = RootAuthority.create(folder.resolve("root.p12"), CODE, OFFICER, clock, random);
    KeyVault vault = vault(CODE);
    KeyVault.Generated made = vault.generate(CODE, KeyUse.RECEIPT, RealParty.MACHINE);
    vault.install(
        made.key(),
        authority.issue(CODE, KeyUse.RECEIPT, made.request(), clock.instant(), OFFICER),
        RealParty.MACHINE);
  }

  /** A hub over a store. */
  CdsHub over(Store store) {
    return CdsHub.builder()
        .party(CODE)
        .store(store)
        .vault(vault(CODE))
        .unattended(RealParty.MACHINE)
        .root(authority.root().toArray())
        .authority(authority, OFFICER)
        .codec(codec)
        .clock(clock)
        .build();
  }

  /** A party that has enrolled by its letter and published its keys. */
  RealParty register(PartyCode code) {
    CdsHub hub = over(registry);
    RealParty party = party(code, hub.identity());
    EnrolmentCode letter = hub.admit(code, code.value(), "機構", Actor.of("officer"));
    EnrolmentAnswer answer = hub.endpoint().enrolment().enrol(party.request(letter)).orElseThrow();
    party.install(answer);
    hub.mailbox(code).publish(party.record(1));
    parties.put(code, party);
    return party;
  }

  RealParty party(PartyCode code, HubIdentity hub) {
    return new RealParty(code, hub, vault(code), codec, clock);
  }

  RealParty registered(PartyCode code) {
    return parties.get(code);
  }

  /** A fresh store in memory whose directory has all registered parties. */
  MemoryStore store() {
    return introduced(new MemoryStore(clock));
  }

  /** A fresh store whose directory gets all registered parties. */
  <S extends Store> S introduced(S fresh) {
    List<PartyRow> rows = registry.transact(tx -> tx.parties().after(CODE, Optional.empty(), 100));
    for (PartyRow row : rows) {
      for (KeyUse use : KeyUse.values()) {
        List<KnownKey> keys = registry.transact(tx -> tx.keys().of(CODE, row.party(), use));
        fresh.transact(
            tx -> {
              keys.forEach(key -> tx.keys().put(CODE, key));
              return true;
            });
      }
      fresh.transact(tx -> tx.parties().insert(asNew(row)));
    }
    return fresh;
  }

  private static PartyRow asNew(PartyRow row) {
    return new PartyRow(
        row.owner(),
        row.party(),
        row.name(),
        row.chineseName(),
        row.record(),
        row.counter(),
        row.until(),
        0);
  }

  private KeyVault vault(PartyCode code) {
    return Pkcs12Vault.open(folder.resolve("vault-" + code), clock, random);
  }
}
