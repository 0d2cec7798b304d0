package io.cds.examples.hostile;

import io.cds.api.CdsHub;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.VaultKey;
import io.cds.api.store.Store;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.examples.RealCryptography;
import io.cds.examples.hostile.Forger.Signer;
import io.cds.store.jdbc.SqliteStore;
import io.cds.testkit.ManualClock;
import io.cds.transport.http.HttpTransport;
import io.cds.transport.http.hub.HubSettings;
import io.cds.transport.http.jetty.HubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A hub behind HTTP with real keys and SQLite files, two honest parties, and two that are not:
 * 020200 is registered as well as the others, and somebody stands in the hub's door.
 */
final class HostileScene implements AutoCloseable {
  static final PartyCode HUB = PartyCode.of("HUB");
  static final PartyCode SCHOOL = PartyCode.of("010300");
  static final PartyCode EVIL = PartyCode.of("020200");
  static final PartyCode EDB = PartyCode.of("EDB");
  static final PartyCode OTHER = PartyCode.of("HKEAA");

  final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  final RealCryptography real;
  final KeyVault hubVault;
  final Store hubStore;
  final CdsHub hub;
  final EvilHub door = new EvilHub();
  final Forger forger;
  private final HubServer server;
  private final RealCryptography elsewhere;
  private final Map<PartyCode, Member> members = new LinkedHashMap<>();
  private final Signer lapsed;
  private final Signer stranger;

  HostileScene(Path folder) throws IOException {
    real = new RealCryptography(folder, clock);
    elsewhere = new RealCryptography(Files.createDirectory(folder.resolve("elsewhere")), clock);
    forger = new Forger(this, folder.resolve("stolen"));
    lapsed = issued(real, Pkcs12Vault.open(folder.resolve("lapsed"), clock, new SecureRandom()));
    clock.advance(Duration.ofDays(300));
    hubVault = real.vault(HUB);
    issueReceiptKey();
    hubStore = SqliteStore.builder().file(folder.resolve("hub.sqlite")).clock(clock).open();
    hub = build();
    server =
        HubServer.start(
            door.before(hub.endpoint()), HubServer.Place.loopback(0), HubSettings.defaults());
    for (PartyCode code : List.of(SCHOOL, EVIL, EDB, OTHER)) {
      Store store =
          SqliteStore.builder().file(folder.resolve(code + ".sqlite")).clock(clock).open();
      members.put(code, new Member(this, code, store, HttpTransport.to(server.address())));
    }
    clock.advance(Duration.ofDays(100));
    stranger = issued(elsewhere, elsewhere.vault(EVIL));
    publish(lapsed);
    // Everybody asks for the directory, and every key is taken out of its vault before files count.
    members.values().forEach(Member::run);
    for (Signer signer : List.of(lapsed, stranger)) {
      forger.takeOut(signer);
    }
    for (PartyCode code : List.of(SCHOOL, EVIL, EDB, OTHER)) {
      forger.takeOut(forger.signer(code, KeyUse.SIGN));
      forger.takeOut(forger.signer(code, KeyUse.TRANSMIT));
    }
    forger.takeOut(
        new Signer(hubVault, hubKey().ref(), hubKey().certificate().orElseThrow(), real.machine()));
  }

  private void issueReceiptKey() {
    KeyVault.Generated made = hubVault.generate(HUB, KeyUse.RECEIPT, real.machine());
    hubVault.install(
        made.key(),
        real.authority().issue(HUB, KeyUse.RECEIPT, made.request(), clock.instant(), real.root()),
        real.machine());
  }

  private CdsHub build() {
    return CdsHub.builder()
        .party(HUB)
        .store(hubStore)
        .vault(hubVault)
        .unattended(real.machine())
        .root(real.authority().root().toArray())
        .authority(real.authority(), real.root())
        .codec(real.codec())
        .clock(clock)
        .build();
  }

  /** A SIGN key of 020200, kept in somebody's vault. */
  private Signer issued(RealCryptography net, KeyVault vault) {
    KeyVault.Generated pair = vault.generate(EVIL, KeyUse.SIGN, net.person());
    Octets certificate =
        net.authority().issue(EVIL, KeyUse.SIGN, pair.request(), clock.instant(), net.root());
    vault.install(pair.key(), certificate, net.person());
    return new Signer(vault, pair.key(), certificate, net.person());
  }

  /** Everybody's directory knows a key that the party once had. */
  private void publish(Signer signer) {
    KnownKey key = real.codec().certificate(signer.certificate(), real.authority().root());
    put(hubStore, HUB, key);
    members.values().forEach(member -> put(member.store, member.code, key));
  }

  private static void put(Store store, PartyCode owner, KnownKey key) {
    store.transact(
        tx -> {
          tx.keys().put(owner, key);
          return true;
        });
  }

  Member member(PartyCode code) {
    return members.get(code);
  }

  /** So long from now, as the format writes it. */
  String time(Duration from) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
        .withZone(ZoneOffset.UTC)
        .format(clock.instant().plus(from));
  }

  VaultKey hubKey() {
    return hubVault.keys(HUB).get(0);
  }

  /** A SIGN key of 020200 that ended a month ago. */
  Signer lapsed() {
    return lapsed;
  }

  /** A SIGN key of 020200 in another hub's net. */
  Signer stranger() {
    return stranger;
  }

  @Override
  public void close() {
    server.close();
    hub.close();
  }
}
