package io.cds.testkit.fake;

import io.cds.api.Attachment;
import io.cds.api.ContentRef;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Sink;
import io.cds.api.envelope.Addressee;
import io.cds.api.envelope.CheckedRouting;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Manifest;
import io.cds.api.envelope.ManifestAttachment;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Routing;
import io.cds.api.spi.ContentDigester;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.KeyWrap;
import io.cds.api.spi.Opened;
import io.cds.api.spi.SealRequest;
import io.cds.api.spi.Sealed;
import io.cds.api.spi.Shelf;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts attachments one after another, in clear. */
final class FakeSealing {
  private final FakeCodec codec;
  private final FakeNotary notary;

  FakeSealing(FakeCodec codec, FakeNotary notary) {
    this.codec = codec;
    this.notary = notary;
  }

  Sealed seal(SealRequest request, Sink content, KeyVault vault, KeyAccess access)
      throws IOException {
    List<Addressee> to = addressees(request);
    ContentDigester digester = codec.digester();
    List<ManifestAttachment> attachments = new ArrayList<>();
    for (Attachment attachment : request.attachments()) {
      long length = attachment.content().length();
      try (InputStream in = attachment.content().open()) {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          content.write(ByteBuffer.wrap(buffer, 0, n));
          digester.update(ByteBuffer.wrap(buffer, 0, n));
        }
      }
      attachments.add(
          new ManifestAttachment(
              attachment.name(), attachment.mediaType(), length, length, Compression.NONE));
    }
    Octets manifest = manifest(request, to, attachments);
    Routing routing = routing(request, to, manifest, digester.finish());
    VaultKey key =
        vault.keys(request.key().from()).stream()
            .filter(k -> k.ref().equals(request.signKey()))
            .findFirst()
            .orElseThrow();
    Octets signed = codec.signed(routing, key, vault, access);
    CheckedRouting checked =
        new CheckedRouting(
            routing, codec.routingDigest(signed), request.signCertificate().digest());
    Optional<Octets> second = request.mldsa().map(mldsa -> second(mldsa, vault, access));
    EnvelopeHead head = new EnvelopeHead(signed, second, manifest);
    return new Sealed(head, checked, content.finish());
  }

  private static List<Addressee> addressees(SealRequest request) {
    return request.recipients().stream()
        .map(
            r ->
                new Addressee(
                    r.recipient().party(),
                    r.recipient().role(),
                    r.key().digest(),
                    r.mlkem().map(KnownKey::digest)))
        .sorted(Comparator.comparing(Addressee::party))
        .toList();
  }

  private Octets second(SealRequest.SecondKey key, KeyVault vault, KeyAccess access) {
    vault.sign(key.key(), SignatureScheme.ML_DSA_65, new byte[0], access);
    return notary.write("a second signature");
  }

  Opened open(
      Envelope envelope,
      CheckedRouting routing,
      PartyCode self,
      KeyVault vault,
      KeyAccess access,
      Shelf shelf)
      throws IOException {
    VaultKey key = openKey(routing, self, vault);
    vault.unwrap(key.ref(), new KeyWrap(none(), none(), none()), access).close();
    Manifest manifest = notary.read(envelope.head().manifest(), Manifest.class).value();
    List<ContentRef> parts = new ArrayList<>();
    try (InputStream in = envelope.content().open()) {
      for (int i = 0; i < manifest.attachments().size(); i++) {
        ManifestAttachment attachment = manifest.attachments().get(i);
        try (Sink sink = shelf.attachment(i, attachment)) {
          byte[] octets = in.readNBytes((int) attachment.length());
          FakeRules.require(octets.length == attachment.length(), InvalidReason.ATTACHMENT_LENGTH);
          sink.write(ByteBuffer.wrap(octets));
          parts.add(sink.finish());
        }
      }
    }
    return new Opened(routing, manifest, parts);
  }

  private VaultKey openKey(CheckedRouting routing, PartyCode self, KeyVault vault) {
    List<Addressee> mine =
        routing.routing().to().stream().filter(to -> to.party().equals(self)).toList();
    FakeRules.require(!mine.isEmpty(), InvalidReason.NOT_FOR_ME);
    Optional<VaultKey> key =
        vault.keys(self).stream()
            .filter(k -> k.ref().use() == KeyUse.OPEN)
            .filter(
                k ->
                    k.certificate()
                        .map(c -> codec.sha256(c.toArray()))
                        .equals(Optional.of(mine.get(0).certificate())))
            .findFirst();
    FakeRules.require(key.isPresent(), InvalidReason.MANIFEST_KEY);
    return key.get();
  }

  private Octets manifest(
      SealRequest request, List<Addressee> to, List<ManifestAttachment> attachments) {
    return notary.write(
        new Manifest(
            request.net(),
            request.key().id(),
            request.key().from(),
            to,
            request.test(),
            request.suite(),
            request.heading(),
            attachments));
  }

  private Routing routing(
      SealRequest request, List<Addressee> to, Octets manifest, Extent content) {
    return new Routing(
        request.net(),
        request.key().id(),
        request.seal(),
        request.key().from(),
        to,
        request.sealedAt(),
        request.expires(),
        request.test(),
        request.suite(),
        new Extent(manifest.length(), codec.sha256(manifest.toArray())),
        content,
        codec.sha256(manifest.toArray()));
  }

  private static Octets none() {
    return Octets.of(new byte[0]);
  }
}
