package io.cds.examples;

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

/** Envelopes, vaults and a root as they are in production, in a folder of a test. */
public class RealCryptography implements Cryptography {
  private static final KeyAccess PERSON = KeyAccess.passphrase("a clerk types this".toCharArray());
  private static final KeyAccess MACHINE = KeyAccess.passphrase("a machine has this".toCharArray());
  private static final KeyAccess ROOT = KeyAccess.passphrase("an officer has this".toCharArray());

  private final Path folder;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final EnvelopeCodec codec = Providers.one(EnvelopeCodec.class);
  private final CertificateAuthority authority;

  /** Everything lies in this folder. */
  public RealCryptography(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
    this.authority =
        RootAuthority.create(folder.resolve("root.p12"), Network.HUB, ROOT, clock, random);
  }

  @Override
  public EnvelopeCodec codec() {
    return codec;
  }

  @Override
  public KeyVault vault(PartyCode party) {
    return Pkcs12Vault.open(folder.resolve("vault-" + party), clock, random);
  }

  @Override
  public CertificateAuthority authority() {
    return authority;
  }

  @Override
  public KeyAccess person() {
    return PERSON;
  }

  @Override
  public KeyAccess machine() {
    return MACHINE;
  }

  @Override
  public KeyAccess root() {
    return ROOT;
  }
}
