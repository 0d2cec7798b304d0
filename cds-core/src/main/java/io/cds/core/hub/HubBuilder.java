package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.CdsHub;
import io.cds.api.KeyAccess;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Settings;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.CertificateAuthority;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.Providers;
import io.cds.api.store.Store;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** Puts a hub together. */
public final class HubBuilder implements CdsHub.Builder {
  private Optional<PartyCode> party = Optional.empty();
  private Optional<Store> store = Optional.empty();
  private Optional<KeyVault> vault = Optional.empty();
  private Optional<KeyAccess> unattended = Optional.empty();
  private Optional<Octets> root = Optional.empty();
  private Optional<Answering.Office> office = Optional.empty();
  private Optional<EnvelopeCodec> codec = Optional.empty();
  private Settings settings = Settings.defaults();
  private HubLimits limits = HubLimits.defaults();
  private Clock clock = Clock.systemUTC();
  private SecureRandom random = new SecureRandom();

  /** A builder without parts. */
  public HubBuilder() {}

  @Override
  public CdsHub.Builder party(PartyCode party) {
    this.party = Optional.of(party);
    return this;
  }

  @Override
  public CdsHub.Builder store(Store store) {
    this.store = Optional.of(store);
    return this;
  }

  @Override
  public CdsHub.Builder vault(KeyVault vault) {
    this.vault = Optional.of(vault);
    return this;
  }

  @Override
  public CdsHub.Builder unattended(KeyAccess access) {
    this.unattended = Optional.of(access);
    return this;
  }

  @Override
  public CdsHub.Builder root(byte[] certificate) {
    this.root = Optional.of(Octets.of(certificate));
    return this;
  }

  @Override
  public CdsHub.Builder authority(CertificateAuthority authority, KeyAccess key) {
    this.office = Optional.of(new Answering.Office(authority, key));
    return this;
  }

  @Override
  public CdsHub.Builder codec(EnvelopeCodec codec) {
    this.codec = Optional.of(codec);
    return this;
  }

  @Override
  public CdsHub.Builder settings(Settings settings) {
    this.settings = settings;
    return this;
  }

  @Override
  public CdsHub.Builder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  @Override
  public CdsHub.Builder random(SecureRandom random) {
    this.random = random;
    return this;
  }

  /** Other limits than the defaults. */
  HubBuilder limits(HubLimits limits) {
    this.limits = limits;
    return this;
  }

  @Override
  public CdsHub build() {
    EnvelopeCodec reader =
        codec.map(Providers::checked).orElseGet(() -> Providers.one(EnvelopeCodec.class));
    Octets certificate = required(root, "root");
    office.ifPresent(by -> Providers.checked(by.authority()));
    HubParts parts =
        new HubParts(
            required(party, "party"),
            certificate,
            reader.sha256(certificate.toArray()),
            Providers.checked(required(store, "store")),
            Providers.checked(required(vault, "vault")),
            required(unattended, "unattended"),
            reader,
            settings,
            limits,
            clock,
            random);
    return new Hub(parts, office);
  }

  private static <T> T required(Optional<T> part, String name) {
    return part.orElseThrow(
        () -> new CdsException(Problem.of(ProblemCode.PROVIDER_MISSING, "hub's " + name)));
  }
}
