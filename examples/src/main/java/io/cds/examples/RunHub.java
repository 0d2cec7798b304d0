package io.cds.examples;

import io.cds.api.Actor;
import io.cds.api.CdsHub;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyVault;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.crypto.keys.RootAuthority;
import io.cds.store.jdbc.SqliteStore;
import io.cds.transport.http.hub.HubSettings;
import io.cds.transport.http.jetty.HubServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** Makes a new hub in a folder, admits parties, and serves them until standard input ends. */
public final class RunHub {
  private static final PartyCode HUB = PartyCode.of("HUB");

  private RunHub() {}

  /** Arguments: empty folder, port on loopback, passphrase, party codes to admit. */
  public static void main(String[] a) throws Exception {
    SmallHost.inPlainWords();
    Path folder = Files.createDirectories(Path.of(a[0]));
    KeyAccess secret = SmallHost.typed(a[2]);
    try (CdsHub hub = found(folder, secret);
        HubServer server =
            HubServer.start(
                hub.endpoint(),
                HubServer.Place.loopback(Integer.parseInt(a[1])),
                HubSettings.defaults())) {
      hub.start();
      System.out.println("address " + server.address());
      System.out.println("root " + hub.identity().net());
      for (int i = 3; i < a.length; i++) {
        String code = hub.admit(PartyCode.of(a[i]), a[i], a[i], Actor.of("staff")).reveal();
        System.out.println("letter " + a[i] + " " + code);
      }
      System.in.transferTo(System.out);
    }
  }

  /** A root, a receipt key that it certifies, and a hub on an SQLite file. */
  static CdsHub found(Path folder, KeyAccess secret) throws Exception {
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    RootAuthority root =
        RootAuthority.create(folder.resolve("root.p12"), HUB, secret, clock, random);
    KeyVault vault = Pkcs12Vault.open(folder.resolve("vault"), clock, random);
    KeyVault.Generated pair = vault.generate(HUB, KeyUse.RECEIPT, secret);
    Octets certificate = root.issue(HUB, KeyUse.RECEIPT, pair.request(), clock.instant(), secret);
    vault.install(pair.key(), certificate, secret);
    return CdsHub.builder()
        .party(HUB)
        .store(SqliteStore.open(folder.resolve("hub.sqlite")))
        .vault(vault)
        .unattended(secret)
        .root(root.root().toArray())
        .authority(root, secret)
        .build();
  }
}
