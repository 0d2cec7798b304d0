package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.ATTACHMENT_LENGTH;
import static io.cds.api.envelope.InvalidReason.CONTENT_DIGEST;
import static io.cds.api.envelope.InvalidReason.CONTENT_LENGTH;
import static io.cds.api.envelope.InvalidReason.MANIFEST_DIGEST;
import static io.cds.api.envelope.InvalidReason.MANIFEST_MISMATCH;
import static io.cds.api.envelope.InvalidReason.NOT_FOR_ME;
import static io.cds.api.envelope.InvalidReason.PADDING;

import io.cds.api.ContentRef;
import io.cds.api.KeyAccess;
import io.cds.api.PartyCode;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.Stage;
import io.cds.api.Watch;
import io.cds.api.envelope.Addressee;
import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Manifest;
import io.cds.api.envelope.ManifestAttachment;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Routing;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.OpenMessage;
import io.cds.api.spi.Opened;
import io.cds.api.spi.Shelf;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.cobblestone.Cobblestone;
import io.cds.crypto.cobblestone.Warmth;
import io.cds.crypto.content.CheckedPieces;
import io.cds.crypto.content.ContentOpener;
import io.cds.crypto.content.ContentReader;
import io.cds.crypto.content.Crew;
import io.cds.crypto.content.PieceDigests;
import io.cds.crypto.content.Stored;
import io.cds.crypto.json.CanonicalReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Opens one message whose head was checked, steps 9 to 13 of section 8. */
final class MessageOpener {

  /** How many sinks are open at the same time: each holds some 64 KiB. */
  private static final int SINKS = 16;

  private final RoutingCheck.Found found;
  private final Routing routing;
  private final ManifestOpener manifestOpener;
  private final CanonicalReader reader;
  private final EnvelopeLimits limits;
  private final Crew crew;

  MessageOpener(
      RoutingCheck.Found found,
      ManifestOpener manifestOpener,
      CanonicalReader reader,
      EnvelopeLimits limits,
      Crew crew) {
    this.found = found;
    this.manifestOpener = manifestOpener;
    this.routing = found.routing().routing();
    this.reader = reader;
    this.limits = limits;
    this.crew = crew;
  }

  Opened open(
      Source content, PartyCode self, KeyVault vault, KeyAccess access, Shelf shelf, Watch watch)
      throws IOException {
    try {
      return open(content, index(self), vault, access, shelf, watch);
    } catch (InvalidEnvelopeException e) {
      // Section 8 asks for the content's digest before all of this: where it is wrong too, it is
      // the reason.
      demandSigned(content, watch);
      throw e;
    }
  }

  private Opened open(
      Source content, int index, KeyVault vault, KeyAccess access, Shelf shelf, Watch watch)
      throws IOException {
    byte[] plaintext = manifestOpener.open(found, index, vault, access);
    byte[] contentKey = Arrays.copyOf(plaintext, Cobblestone.KEY);
    try {
      Manifest manifest = read(Arrays.copyOfRange(plaintext, Cobblestone.KEY, plaintext.length));
      if (manifest.attachments().size() > SINKS) {
        demandSigned(content, watch);
      }
      if (routing.content().length() >= Warmth.WORTH) {
        Warmth.reach();
      }
      InputStream sealed =
          new Meter(watch, Stage.OPEN, routing.content().length()).over(content.open());
      try (InputStream plain =
          ContentOpener.open(
              sealed, routing.content(), contentKey, ContentContext.of(routing.id()), crew)) {
        return new Opened(found.routing(), manifest, attachments(plain, manifest, shelf));
      }
    } finally {
      Arrays.fill(plaintext, (byte) 0);
      Arrays.fill(contentKey, (byte) 0);
    }
  }

  OpenMessage byParts(
      Source content, Octets pieces, PartyCode self, KeyVault vault, KeyAccess access) {
    CheckedPieces checked = new CheckedPieces(content, routing.content(), pieces);
    byte[] plaintext = manifestOpener.open(found, index(self), vault, access);
    try {
      return new OpenByParts(
          found.routing(),
          read(Arrays.copyOfRange(plaintext, Cobblestone.KEY, plaintext.length)),
          checked,
          Arrays.copyOf(plaintext, Cobblestone.KEY));
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  private int index(PartyCode self) {
    List<PartyCode> parties = routing.to().stream().map(Addressee::party).toList();
    int index = parties.indexOf(self);
    if (index < 0) {
      throw new InvalidEnvelopeException(NOT_FOR_ME, "[" + self + "] is not among the recipients");
    }
    return index;
  }

  private void demandSigned(Source content, Watch watch) throws IOException {
    PieceDigests digests = new PieceDigests();
    byte[] run = new byte[64 * 1024];
    try (InputStream in =
        new Meter(watch, Stage.OPEN, routing.content().length()).over(content.open())) {
      long left = routing.content().length() + 1;
      int n = in.read(run, 0, (int) Math.min(run.length, left));
      while (n > 0) {
        digests.write(run, 0, n);
        left -= n;
        n = in.read(run, 0, (int) Math.min(run.length, left));
      }
    }
    Extent found = digests.finish();
    if (found.length() != routing.content().length()) {
      throw new InvalidEnvelopeException(
          CONTENT_LENGTH,
          "Cannot open the content: it has ["
              + found.length()
              + "] octets or more, the routing record says ["
              + routing.content().length()
              + "]");
    }
    if (!found.equals(routing.content())) {
      throw new InvalidEnvelopeException(
          CONTENT_DIGEST, "Cannot open the content: its digest is not the signed one");
    }
  }

  private Manifest read(byte[] json) {
    if ((json.length + Cobblestone.KEY) % ManifestJson.BLOCK != 0) {
      throw new InvalidEnvelopeException(PADDING, "the manifest is not padded to whole blocks");
    }
    if (!Digests.digest(json).equals(routing.manifestJson())) {
      throw new InvalidEnvelopeException(
          MANIFEST_DIGEST, "the manifest JSON is not the signed one");
    }
    Manifest manifest = ManifestJson.read(reader.object(json), limits);
    boolean same =
        manifest.net().equals(routing.net())
            && manifest.id().equals(routing.id())
            && manifest.from().equals(routing.from())
            && manifest.to().equals(routing.to())
            && manifest.test() == routing.test()
            && manifest.suite() == routing.suite();
    if (!same) {
      throw new InvalidEnvelopeException(
          MANIFEST_MISMATCH, "manifest and routing record tell different things");
    }
    long stored = manifest.attachments().stream().mapToLong(ManifestAttachment::stored).sum();
    if (stored > Cobblestone.plainLength(routing.content().length())) {
      throw new InvalidEnvelopeException(
          ATTACHMENT_LENGTH, "the attachments take up more than the content has");
    }
    return manifest;
  }

  /**
   * Puts the attachments on the shelf. What a recipient of the same message could have forged shows
   * at the end of the content only, so the sinks are finished after it; of so many attachments that
   * their sinks cannot all stay unfinished, the content's digest is checked beforehand.
   */
  private List<ContentRef> attachments(InputStream plain, Manifest manifest, Shelf shelf)
      throws IOException {
    ContentReader reader = new ContentReader(plain);
    List<ManifestAttachment> all = manifest.attachments();
    List<ContentRef> refs = new ArrayList<>();
    while (refs.size() + SINKS < all.size()) {
      shelve(all.subList(refs.size(), refs.size() + SINKS), reader, shelf, refs, false);
    }
    shelve(all.subList(refs.size(), all.size()), reader, shelf, refs, true);
    return List.copyOf(refs);
  }

  private static void shelve(
      List<ManifestAttachment> attachments,
      ContentReader reader,
      Shelf shelf,
      List<ContentRef> refs,
      boolean last)
      throws IOException {
    try (Sinks sinks = new Sinks()) {
      for (ManifestAttachment attachment : attachments) {
        Sink sink = sinks.add(shelf.attachment(refs.size() + sinks.size(), attachment));
        reader.read(
            new Stored(attachment.length(), attachment.stored(), attachment.compression()),
            (octets, offset, length) -> sink.write(ByteBuffer.wrap(octets, offset, length)));
      }
      if (last) {
        reader.end();
      }
      refs.addAll(sinks.finish());
    }
  }
}
