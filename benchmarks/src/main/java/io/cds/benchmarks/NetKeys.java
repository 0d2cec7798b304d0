package io.cds.benchmarks;

import io.cds.api.KeyAccess;
import io.cds.api.PartyCode;
import io.cds.api.spi.CertificateAuthority;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.Providers;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.crypto.keys.RootAuthority;
import io.cds.testkit.network.Cryptography;
import io.cds.testkit.network.Network;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** As in production, but for vaults whose keys are unlocked. */
final class NetKeys implements Cryptography {
  private final Path folder;
  private final SecureRandom random = new SecureRandom();
  private final EnvelopeCodec codec = Providers.one(EnvelopeCodec.class);
  private final CertificateAuthority authority;

  /** Keys that a root of its own certifies. */
  NetKeys(Path folder) {
    this(
        folder,
        RootAuthority.create(
            folder.resolve("root.p12"),
            Network.HUB,
            Workbench.ACCESS,
            Clock.systemUTC(),
            new SecureRandom()));
  }

  /** Keys that this root certifies. */
  NetKeys(Path folder, CertificateAuthority authority) {
    this.folder = folder;
    this.authority = authority;
  }

  @Override
  public EnvelopeCodec codec() {
    return codec;
  }

  @Override
  public KeyVault vault(PartyCode party) {
    return new MemoryVault(
        Pkcs12Vault.open(folder.resolve("vault-" + party), Clock.systemUTC(), random));
  }

  @Override
  public CertificateAuthority authority() {
    return authority;
  }

  @Override
  public KeyAccess person() {
    return Workbench.ACCESS;
  }

  @Override
  public KeyAccess machine() {
    return Workbench.ACCESS;
  }

  @Override
  public KeyAccess root() {
    return Workbench.ACCESS;
  }
}
