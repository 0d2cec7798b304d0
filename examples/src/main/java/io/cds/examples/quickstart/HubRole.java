package io.cds.examples.quickstart;

import io.cds.api.Actor;
import io.cds.api.CdsHub;
import io.cds.api.EnrolmentCode;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Settings;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyVault;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.crypto.keys.RootAuthority;
import io.cds.transport.http.hub.HubSettings;
import io.cds.transport.http.jetty.HubServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The authority's hub: holds every mailbox and cannot open what it holds. */
final class HubRole {
  private static final PartyCode CODE = PartyCode.of("HUB");

  private HubRole() {}

  static void run(Folders folders, String address, Opening opening) throws Exception {
    Path state = folders.state(Parts.HUB);
    Files.createDirectories(state);
    KeyAccess rootPassphrase = Parts.passphrase("root");
    KeyAccess unattended = Parts.unattended("hub");
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    KeyVault vault = opening.vault(Pkcs12Vault.open(state.resolve("vault"), clock, random));
    try (RootAuthority authority = root(state.resolve("root.p12"), rootPassphrase, clock, random);
        CdsHub hub =
            CdsHub.builder()
                .party(CODE)
                .store(opening.store(state.resolve("hub.sqlite")))
                .vault(receiptKey(vault, authority, rootPassphrase, clock))
                .unattended(unattended)
                .root(authority.root().toArray())
                .authority(authority, rootPassphrase)
                .settings(opening.settings(Settings.defaults()))
                .build()) {
      letter(folders, hub, Parts.SCHOOL, "Quickstart School", "快速入門學校");
      letter(folders, hub, Parts.AUTHORITY, "Education Bureau", "教育局");
      hub.start();
      try (HubServer server =
          HubServer.start(hub.endpoint(), place(URI.create(address)), HubSettings.defaults())) {
        System.out.println("hub listens at " + server.address());
        new CommandLoop(
                Map.of(
                    "ready", a -> "at " + server.address(),
                    "keys", a -> exportCertificates(folders.keys(), hub.identity())))
            .run();
      }
    }
  }

  /** On loopback, and called by exactly the address that the parties were given: they sign it. */
  private static HubServer.Place place(URI address) {
    HubServer.Place loopback = HubServer.Place.loopback(address.getPort());
    return new HubServer.Place(loopback.bind(), loopback.tls(), false, Optional.of(address));
  }

  /** The root, and the certificates of the receipt keys, for those who verify receipts. */
  private static String exportCertificates(Path folder, HubIdentity identity) throws IOException {
    Files.writeString(folder.resolve("root.pem"), pem(identity.root()));
    int number = 0;
    for (Octets certificate : identity.receiptCertificates()) {
      Files.writeString(folder.resolve("HUB-receipt-" + ++number + ".cert.pem"), pem(certificate));
    }
    return "root and " + number + " certificates of the hub";
  }

  private static String pem(Octets certificate) {
    String lines =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.toArray());
    return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
  }

  private static RootAuthority root(Path file, KeyAccess access, Clock clock, SecureRandom random)
      throws IOException {
    return Files.exists(file)
        ? RootAuthority.open(file, CODE, random)
        : RootAuthority.create(file, CODE, access, clock, random);
  }

  /** The hub's vault with its RECEIPT key, certified by the root the first time. */
  private static KeyVault receiptKey(
      KeyVault vault, RootAuthority authority, KeyAccess rootPassphrase, Clock clock) {
    KeyAccess unattended = Parts.unattended("hub");
    boolean certified =
        vault.keys(CODE).stream()
            .anyMatch(k -> k.ref().use() == KeyUse.RECEIPT && k.certificate().isPresent());
    if (!certified) {
      KeyVault.Generated pair = vault.generate(CODE, KeyUse.RECEIPT, unattended);
      Octets certificate =
          authority.issue(CODE, KeyUse.RECEIPT, pair.request(), clock.instant(), rootPassphrase);
      vault.install(pair.key(), certificate, unattended);
    }
    return vault;
  }

  /** Admits a party and writes the letter that the authority would post; once. */
  private static void letter(
      Folders folders, CdsHub hub, String party, String name, String chineseName)
      throws IOException {
    Path letter = folders.letter(party);
    if (Files.exists(letter)) {
      return;
    }
    EnrolmentCode code =
        hub.admit(PartyCode.of(party), name, chineseName, Actor.of("authority's staff"));
    Path fresh = letter.resolveSibling(letter.getFileName() + ".new");
    Files.write(
        fresh,
        List.of(
            "Enrolment code of " + party + " (登記碼), once, 30 days:",
            code.reveal(),
            "SHA-256 of the hub's root certificate (根憑證):",
            hub.identity().net().hex()));
    Files.move(fresh, letter, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
