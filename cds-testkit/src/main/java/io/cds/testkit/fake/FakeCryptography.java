package io.cds.testkit.fake;

import io.cds.api.KeyAccess;
import io.cds.api.PartyCode;
import io.cds.api.spi.CertificateAuthority;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyVault;
import io.cds.testkit.network.Cryptography;
import java.time.Clock;

/**
 * Pretended keys: rules of delivery without cryptography. Two of them that are asked for the same
 * in the same order make the same.
 *
 * <p>Threading: one thread at a time.
 */
public final class FakeCryptography implements Cryptography {
  private final FakeCodec codec = new FakeCodec();
  private final FakeAuthority authority = new FakeAuthority("root");
  private final Clock clock;
  private int vaults;

  private FakeCryptography(Clock clock) {
    this.clock = clock;
  }

  /** With a codec and a root of its own; keys are made at this clock's time. */
  public static FakeCryptography create(Clock clock) {
    return new FakeCryptography(clock);
  }

  /** The codec as what it is, with its notary. */
  public FakeCodec fake() {
    return codec;
  }

  @Override
  public EnvelopeCodec codec() {
    return codec;
  }

  @Override
  public KeyVault vault(PartyCode party) {
    return new FakeVault(clock, "vault" + ++vaults);
  }

  @Override
  public CertificateAuthority authority() {
    return authority;
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
