package io.cds.core.client;

import io.cds.api.KeyAccess;
import io.cds.api.PartyCode;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyVault;
import io.cds.core.FakeAuthority;
import io.cds.core.FakeCodec;
import io.cds.core.FakeVault;
import io.cds.testkit.network.Cryptography;
import java.time.Clock;

/** Pretended keys: rules of delivery without cryptography. */
record FakeCryptography(FakeCodec fake, FakeAuthority authority, Clock clock)
    implements Cryptography {
  static FakeCryptography create(Clock clock) {
    return new FakeCryptography(new FakeCodec(), new FakeAuthority("root"), clock);
  }

  @Override
  public EnvelopeCodec codec() {
    return fake;
  }

  @Override
  public KeyVault vault(PartyCode party) {
    return new FakeVault(clock);
  }

  @Override
  public KeyAccess person() {
    return FakeVault.PERSON;
  }

  @Override
  public KeyAccess machine() {
    return FakeVault.MACHINE;
  }

  @Override
  public KeyAccess root() {
    return FakeVault.PERSON;
  }
}
