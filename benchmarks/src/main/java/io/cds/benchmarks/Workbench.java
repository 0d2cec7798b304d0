package io.cds.benchmarks;

import io.cds.api.Attachment;
import io.cds.api.Heading;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Recipient;
import io.cds.api.Source;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Providers;
import io.cds.api.spi.SealRequest;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.keys.RootAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A sender, a recipient and their keys, certified by a root: what sealing and opening need. */
final class Workbench {
  static final PartyCode SENDER = PartyCode.of("010300");
  static final PartyCode RECIPIENT = PartyCode.of("EDB");
  static final KeyAccess ACCESS = KeyAccess.passphrase("benchmark".toCharArray());

  final EnvelopeCodec codec = Providers.one(EnvelopeCodec.class);
  final MemoryVault vault = new MemoryVault();
  final OneNet directory;
  final Instant now = Instant.now();
  final KnownKey signKey;
  final KnownKey openKey;
  final VaultKey sign;
  private final SecureRandom random = new SecureRandom();

  Workbench() throws Exception {
    Path folder = Files.createTempDirectory("benchmark");
    Path file = folder.resolve("root.p12");
    Clock past = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-5));
    try (RootAuthority root =
        RootAuthority.create(file, PartyCode.of("HUB"), ACCESS, past, random)) {
      directory = new OneNet(codec.sha256(root.root().toArray()));
      sign = vault.certified(SENDER, KeyUse.SIGN, root, past.instant());
      VaultKey open = vault.certified(RECIPIENT, KeyUse.OPEN, root, past.instant());
      signKey = codec.certificate(sign.certificate().orElseThrow(), root.root());
      openKey = codec.certificate(open.certificate().orElseThrow(), root.root());
      directory.add(signKey);
      directory.add(openKey);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder.resolve("root.p12.lock"));
      Files.deleteIfExists(folder);
    }
  }

  /**
   * A message with one attachment of these octets; compression off, so that the floor does the same
   * work.
   */
  SealRequest request(Source content, Set<Compression> compressions) {
    Sha256 net = directory.net();
    return new SealRequest(
        net,
        new MessageKey(SENDER, MessageId.create(Clock.systemUTC(), random)),
        1,
        sign.ref(),
        signKey,
        List.of(new SealRequest.To(Recipient.original(RECIPIENT), openKey)),
        now,
        now.plus(Duration.ofDays(90)),
        false,
        Heading.of("STUDENT", "FORM-A", "benchmark"),
        List.of(new Attachment("content.bin", "application/octet-stream", content)),
        compressions);
  }
}
