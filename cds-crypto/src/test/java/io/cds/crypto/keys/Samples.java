package io.cds.crypto.keys;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyVault.Generated;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Parties, times and passphrases of these tests. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-09-01T08:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final SecureRandom RANDOM = new SecureRandom();
  static final PartyCode SCHOOL = PartyCode.of("010300");
  static final PartyCode HUB = PartyCode.of("EDB");
  static final String PHRASE = "Lion Rock 1967";
  static final KeyAccess ACCESS = access(PHRASE);

  /** Files whose passphrase nobody has to guess. */
  static final KeyCost CHEAP = new KeyCost(100, 100);

  private Samples() {}

  static KeyAccess access(String passphrase) {
    return KeyAccess.passphrase(passphrase.toCharArray());
  }

  static Pkcs12Vault vault(Path folder) {
    return new Pkcs12Vault(folder, CLOCK, RANDOM, new Disk(), CHEAP);
  }

  static RootAuthority authority(Path folder) {
    Path file = folder.resolve("root.p12");
    return RootAuthority.create(
        new StoredKeyFile(file, new Disk(), CHEAP, RANDOM), HUB, ACCESS, CLOCK, RANDOM);
  }

  /** A pair of the school with its certificate. */
  static Certified certified(Pkcs12Vault vault, RootAuthority authority, KeyUse use) {
    Generated generated = vault.generate(SCHOOL, use, ACCESS);
    Octets certificate = authority.issue(SCHOOL, use, generated.request(), NOW, ACCESS);
    vault.install(generated.key(), certificate, ACCESS);
    return new Certified(generated, certificate);
  }

  record Certified(Generated generated, Octets certificate) {}
}
