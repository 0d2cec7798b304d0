package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.CdsHub;
import io.cds.api.KeyAccess;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Settings;
import io.cds.api.spi.CertificateAuthority;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyVault;
import io.cds.api.store.Store;
import java.security.SecureRandom;
import java.time.Clock;

/** Puts a hub together. */
public final class HubBuilder implements CdsHub.Builder {
  /** A builder without parts. */
  public HubBuilder() {}

  @Override
  public CdsHub.Builder party(PartyCode party) {
    return this;
  }

  @Override
  public CdsHub.Builder store(Store store) {
    return this;
  }

  @Override
  public CdsHub.Builder vault(KeyVault vault) {
    return this;
  }

  @Override
  public CdsHub.Builder unattended(KeyAccess access) {
    return this;
  }

  @Override
  public CdsHub.Builder root(byte[] certificate) {
    return this;
  }

  @Override
  public CdsHub.Builder authority(CertificateAuthority authority, KeyAccess key) {
    return this;
  }

  @Override
  public CdsHub.Builder codec(EnvelopeCodec codec) {
    return this;
  }

  @Override
  public CdsHub.Builder settings(Settings settings) {
    return this;
  }

  @Override
  public CdsHub.Builder clock(Clock clock) {
    return this;
  }

  @Override
  public CdsHub.Builder random(SecureRandom random) {
    return this;
  }

  @Override
  public CdsHub build() {
    throw new CdsException(Problem.of(ProblemCode.PROVIDER_MISSING, "hub"));
  }
}
