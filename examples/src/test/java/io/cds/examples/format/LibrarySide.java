package io.cds.examples.format;

import io.cds.api.Attachment;
import io.cds.api.Heading;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Recipient;
import io.cds.api.Role;
import io.cds.api.Watch;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Opened;
import io.cds.api.spi.SealRequest;
import io.cds.api.spi.Sealed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a host would do with the codec: seals into a .zip, and opens one. */
final class LibrarySide {
  private static final KeyAccess UNLOCKED = KeyAccess.passphrase(new char[0]);

  private final EnvelopeCodec codec;
  private final PemNet net;
  private final PemVault vault;
  private final Clock clock;

  LibrarySide(EnvelopeCodec codec, PemNet net, Clock clock) {
    this.codec = codec;
    this.net = net;
    this.vault = new PemVault(net);
    this.clock = clock;
  }

  /** A message of 010300 to EDB, with a copy to whoever else is named. */
  SealRequest request(List<Attachment> attachments, String... copies) {
    var sealedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var from = PartyCode.of("010300");
    var signer = net.known("010300", KeyUse.SIGN);
    return new SealRequest(
        net.net(),
        new MessageKey(from, MessageId.create(clock, new SecureRandom())),
        1,
        PemVault.of(signer).ref(),
        signer,
        recipients(copies),
        sealedAt,
        sealedAt.plus(Duration.ofDays(30)),
        false,
        Heading.of("STU", "FORM_A", "表格A—離校𠮷"),
        attachments,
        Set.of(Compression.NONE, Compression.DEFLATE));
  }

  private List<SealRequest.To> recipients(String... copies) {
    var to = new ArrayList<SealRequest.To>();
    to.add(to("EDB", Role.ORIGINAL));
    for (var copy : copies) {
      to.add(to(copy, Role.COPY));
    }
    to.sort((a, b) -> a.recipient().party().compareTo(b.recipient().party()));
    return to;
  }

  private SealRequest.To to(String party, Role role) {
    return new SealRequest.To(
        new Recipient(PartyCode.of(party), role), net.known(party, KeyUse.OPEN));
  }

  /** Seals; the content lies in this file then. */
  Sealed seal(SealRequest request, Path content) throws IOException {
    try (var sink = new FolderSink(content)) {
      return codec.seal(request, sink, vault, UNLOCKED, Watch.none());
    }
  }

  /** What this party testifies of the message. */
  SignedReceipt receipt(Sealed sealed, ReceiptEvent event, String by, KeyUse use) {
    var routing = sealed.routing().routing();
    var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var text =
        new ReceiptText(
            routing.net(),
            routing.id(),
            routing.from(),
            sealed.routing().digest(),
            event,
            at,
            PartyCode.of(by),
            Optional.empty());
    return codec.receipt(text, PemVault.of(net.known(by, use)), vault, UNLOCKED);
  }

  /** Writes the .zip of one message. */
  void write(Path zip, MessageId id, Envelope envelope, List<SignedReceipt> receipts)
      throws IOException {
    try (var out = Files.newOutputStream(zip)) {
      var writer = codec.zipWriter(out, ZipForm.FILE);
      writer.envelope(id, envelope, receipts);
      writer.finish();
    }
  }

  /** Reads a .zip of one message to its end, checks the receipts, opens the message. */
  Opened open(Path zip, String self, Path folder) throws IOException {
    Files.createDirectories(folder);
    var content = folder.resolve("content.cob");
    try (var in = Files.newInputStream(zip)) {
      var groups =
          codec.readZip(
              in, ZipForm.FILE, (id, head, length) -> new FolderSink(content), Watch.none());
      var group = groups.get(0);
      group.receipts().forEach(receipt -> codec.check(receipt, net.directory()));
      return codec.open(
          new Envelope(group.head().orElseThrow(), FolderSink.source(content)),
          PartyCode.of(self),
          vault,
          UNLOCKED,
          net.directory(),
          arrival(),
          (index, attachment) -> new FolderSink(folder.resolve(attachment.name())),
          Watch.none());
    }
  }

  private Instant arrival() {
    return clock.instant();
  }

  /** A key as a directory would wrongly describe it. */
  static KnownKey described(KnownKey key, String party, KeyUse use) {
    return new KnownKey(
        PartyCode.of(party),
        use,
        key.state(),
        key.certificate(),
        key.digest(),
        key.notBefore(),
        key.notAfter(),
        key.revokedAt(),
        key.invalidSince());
  }
}
