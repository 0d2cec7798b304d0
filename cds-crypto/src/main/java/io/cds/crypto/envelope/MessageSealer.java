package io.cds.crypto.envelope;

import io.cds.api.Attachment;
import io.cds.api.ContentRef;
import io.cds.api.KeyAccess;
import io.cds.api.Sink;
import io.cds.api.Stage;
import io.cds.api.Watch;
import io.cds.api.envelope.Addressee;
import io.cds.api.envelope.CheckedRouting;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Extent;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Manifest;
import io.cds.api.envelope.ManifestAttachment;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Routing;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.SealRequest;
import io.cds.api.spi.Sealed;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.cobblestone.Cobblestone;
import io.cds.crypto.cobblestone.Warmth;
import io.cds.crypto.content.Compressions;
import io.cds.crypto.content.ContentSealer;
import io.cds.crypto.content.ContentWriter;
import io.cds.crypto.content.Crew;
import io.cds.crypto.content.Expansion;
import io.cds.crypto.content.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Seals one message: content first, then the manifest over it, then the signature over both. */
final class MessageSealer {

  private final SealRequest request;
  private final List<SealRequest.To> recipients;
  private final List<Addressee> to;
  private final EnvelopeLimits limits;
  private final SecureRandom random;
  private final Crew crew;
  private final byte[] contentKey;

  MessageSealer(SealRequest request, EnvelopeLimits limits, SecureRandom random, Crew crew) {
    this.request = request;
    this.limits = limits;
    this.random = random;
    this.crew = crew;
    this.recipients =
        request.recipients().stream()
            .sorted(Comparator.comparing(r -> r.recipient().party()))
            .toList();
    this.to = recipients.stream().map(MessageSealer::addressee).toList();
    this.contentKey = random(Cobblestone.KEY);
    SealRequestCheck.check(request, limits);
  }

  Sealed seal(
      Sink sink,
      ManifestSealer manifestSealer,
      SignedObjects signedObjects,
      KeyVault vault,
      KeyAccess access,
      Watch watch)
      throws IOException {
    try {
      List<ManifestAttachment> attachments = new ArrayList<>();
      Extent content = content(sink, attachments, watch);
      byte[] json = ManifestJson.write(manifest(attachments), random(ManifestJson.SALT));
      byte[] manifest = manifestSealer.seal(request.suite(), contentKey, json, recipients, random);
      Routing routing = routing(content, manifest, json);
      byte[] record = RoutingJson.write(routing);
      EnvelopeHead head = head(record, routing.sealedAt(), manifest, signedObjects, vault, access);
      ContentRef ref = sink.finish();
      Sha256 digest = Digests.digest(record);
      return new Sealed(
          head, new CheckedRouting(routing, digest, request.signCertificate().digest()), ref);
    } finally {
      Arrays.fill(contentKey, (byte) 0);
    }
  }

  /** Signs: once, or twice with suite 2. */
  private EnvelopeHead head(
      byte[] record,
      Instant time,
      byte[] manifest,
      SignedObjects signedObjects,
      KeyVault vault,
      KeyAccess access) {
    Octets signed =
        signedObjects.sign(
            ContentKind.ROUTING,
            record,
            time,
            new SignedObjects.Signer(
                request.signKey(), request.signCertificate().certificate(), vault, access));
    Optional<Octets> again =
        request
            .mldsa()
            .map(
                second ->
                    new SignedObjects.Signer(
                        second.key(), second.certificate().certificate(), vault, access))
            .map(signer -> signedObjects.signAgain(record, time, signer));
    return new EnvelopeHead(signed, again, Octets.of(manifest));
  }

  private Extent content(Sink sink, List<ManifestAttachment> attachments, Watch watch)
      throws IOException {
    long total = request.attachments().stream().mapToLong(a -> a.content().length()).sum();
    if (total >= Warmth.WORTH) {
      Warmth.reach();
    }
    Expansion expansion = new Expansion(limits.expansionRatio(), limits.expansionFree());
    try (ContentSealer sealer =
            ContentSealer.of(
                contentKey,
                random(Cobblestone.SALT),
                ContentContext.of(request.key().id()),
                (octets, offset, length) -> sink.write(ByteBuffer.wrap(octets, offset, length)),
                crew);
        ContentWriter writer =
            new ContentWriter(sealer, Compressions.best(request.compressions()), expansion)) {
      Meter meter = new Meter(watch, Stage.SEAL, total);
      for (Attachment attachment : request.attachments()) {
        attachments.add(add(writer, attachment, meter));
      }
      writer.pad();
      return sealer.finish();
    }
  }

  private ManifestAttachment add(ContentWriter writer, Attachment attachment, Meter meter)
      throws IOException {
    long length = attachment.content().length();
    try (InputStream in = meter.over(attachment.content().open())) {
      Stored stored = writer.add(in, length);
      return new ManifestAttachment(
          attachment.name(), attachment.mediaType(), length, stored.stored(), stored.compression());
    }
  }

  private Manifest manifest(List<ManifestAttachment> attachments) {
    return new Manifest(
        request.net(),
        request.key().id(),
        request.key().from(),
        to,
        request.test(),
        request.suite(),
        request.heading(),
        attachments);
  }

  private Routing routing(Extent content, byte[] manifest, byte[] json) {
    return new Routing(
        request.net(),
        request.key().id(),
        request.seal(),
        request.key().from(),
        to,
        request.sealedAt().truncatedTo(ChronoUnit.MILLIS),
        request.expires().truncatedTo(ChronoUnit.MILLIS),
        request.test(),
        request.suite(),
        new Extent(manifest.length, Digests.digest(manifest)),
        content,
        Digests.digest(json));
  }

  private static Addressee addressee(SealRequest.To to) {
    return new Addressee(
        to.recipient().party(),
        to.recipient().role(),
        to.key().digest(),
        to.mlkem().map(KnownKey::digest));
  }

  private byte[] random(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }
}
