package io.cds.benchmarks;

import io.cds.api.Attachment;
import io.cds.api.ContentRef;
import io.cds.api.Heading;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Recipient;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.Providers;
import io.cds.api.spi.SealRequest;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.crypto.keys.RootAuthority;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Two parties with keys of both suites in PKCS#12 files, as a host has them. */
final class BothSuites implements AutoCloseable {
  private final EnvelopeCodec codec = Providers.one(EnvelopeCodec.class);
  private final SecureRandom random = new SecureRandom();
  private final Instant now = Instant.now();
  private final Map<KeyUse, KnownKey> keys = new EnumMap<>(KeyUse.class);
  private final KeyVault.Generated sign;
  private final KeyVault.Generated signMldsa;
  private final KeyVault vault;
  private final OneNet net;

  BothSuites(Path folder) throws IOException {
    Clock past = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-5));
    vault = Pkcs12Vault.open(folder.resolve("vault"), past, random);
    try (RootAuthority root =
        RootAuthority.create(
            folder.resolve("root.p12"), PartyCode.of("HUB"), Workbench.ACCESS, past, random)) {
      net = new OneNet(codec.sha256(root.root().toArray()));
      sign = certified(root, Workbench.SENDER, KeyUse.SIGN);
      signMldsa = certified(root, Workbench.SENDER, KeyUse.SIGN_MLDSA);
      certified(root, Workbench.RECIPIENT, KeyUse.OPEN);
      KeyVault.Generated other = vault.generate(Workbench.RECIPIENT, KeyUse.SIGN, Workbench.ACCESS);
      install(root, other);
      certified(root, Workbench.RECIPIENT, KeyUse.OPEN_MLKEM);
    }
  }

  private KeyVault.Generated certified(RootAuthority root, PartyCode party, KeyUse use) {
    KeyVault.Generated made = vault.generate(party, use, Workbench.ACCESS);
    KnownKey known = codec.certificate(install(root, made), root.root());
    keys.put(use, known);
    net.add(known);
    return made;
  }

  private Octets install(RootAuthority root, KeyVault.Generated made) {
    PartyCode party = made.key().party();
    Octets certificate =
        root.issue(
            party,
            made.key().use(),
            made.request(),
            now.minus(Duration.ofMinutes(5)),
            Workbench.ACCESS);
    vault.install(made.key(), certificate, Workbench.ACCESS);
    return certificate;
  }

  private KnownKey key(KeyUse use) {
    return Optional.ofNullable(keys.get(use)).orElseThrow();
  }

  /** Seals content of this suite. */
  EnvelopeHead seal(int suite, Source content, Sink into, Watch watch) throws IOException {
    boolean hybrid = suite == 2;
    SealRequest request =
        new SealRequest(
            net.net(),
            new MessageKey(Workbench.SENDER, MessageId.create(Clock.systemUTC(), random)),
            1,
            sign.key(),
            key(KeyUse.SIGN),
            hybrid
                ? Optional.of(new SealRequest.SecondKey(signMldsa.key(), key(KeyUse.SIGN_MLDSA)))
                : Optional.empty(),
            List.of(
                new SealRequest.To(
                    Recipient.original(Workbench.RECIPIENT),
                    key(KeyUse.OPEN),
                    hybrid ? Optional.of(key(KeyUse.OPEN_MLKEM)) : Optional.empty())),
            now,
            now.plus(Duration.ofDays(90)),
            false,
            Heading.of("STUDENT", "FORM-A", "benchmark"),
            List.of(new Attachment("content.bin", "application/octet-stream", content)),
            Set.of(Compression.NONE));
    return codec.seal(request, into, vault, Workbench.ACCESS, watch).head();
  }

  /** Opens it and lets its octets go; how many there were. */
  long open(EnvelopeHead head, Source sealed, Watch watch) throws IOException {
    Nowhere nowhere = new Nowhere();
    codec.open(
        new Envelope(head, sealed),
        Workbench.RECIPIENT,
        vault,
        Workbench.ACCESS,
        net,
        now,
        (index, attachment) -> nowhere,
        watch);
    return nowhere.octets;
  }

  @Override
  public void close() {
    vault.close();
  }

  /** Counts. */
  private static final class Nowhere implements Sink {
    private long octets;

    @Override
    public void write(ByteBuffer piece) {
      octets += piece.remaining();
      piece.position(piece.limit());
    }

    @Override
    public long durable() {
      return 0;
    }

    @Override
    public ContentRef finish() {
      return new ContentRef("nowhere", octets);
    }

    @Override
    public void close() {}
  }
}
