package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.ATTACHMENT_LENGTH;
import static io.cds.api.envelope.InvalidReason.ATTACHMENT_LIMIT;
import static io.cds.api.envelope.InvalidReason.ATTACHMENT_NAME;
import static io.cds.api.envelope.InvalidReason.ATTACHMENT_RATIO;

import io.cds.api.envelope.Compression;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Manifest;
import io.cds.api.envelope.ManifestAttachment;
import io.cds.crypto.cobblestone.Cobblestone;
import io.cds.crypto.content.AttachmentNames;
import io.cds.crypto.content.Expansion;
import io.cds.crypto.json.CanonicalJson;
import io.cds.crypto.json.JsonObject;
import io.cds.crypto.json.Members;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The manifest, section 4. */
final class ManifestJson {

  /** The plaintext of a manifest, content key and JSON, is a multiple of this. */
  static final int BLOCK = 4096;

  static final int SALT = 32;

  private static final Pattern COMPRESSION = Pattern.compile("none|deflate|zstd");

  private ManifestJson() {}

  /** The JSON, padded so that with the content key in front it fills whole blocks. */
  static byte[] write(Manifest m, byte[] salt) {
    int bare = CanonicalJson.octets(json(m, salt, "")).length + Cobblestone.KEY;
    int pad = (BLOCK - bare % BLOCK) % BLOCK;
    return CanonicalJson.octets(json(m, salt, "0".repeat(pad)));
  }

  private static JsonObject json(Manifest m, byte[] salt, String pad) {
    return new JsonObject()
        .put("v", 1)
        .put("net", m.net().hex())
        .put("id", m.id().value())
        .put("from", m.from().value())
        .put("to", AddresseeJson.write(m.to()))
        .put("test", m.test())
        .put("suite", m.suite())
        .put("salt", Base64.getUrlEncoder().withoutPadding().encodeToString(salt))
        .put("heading", HeadingJson.write(m.heading()))
        .put("attachments", m.attachments().stream().map(ManifestJson::attachment).toList())
        .put("pad", pad);
  }

  private static JsonObject attachment(ManifestAttachment a) {
    return new JsonObject()
        .put("name", a.name())
        .put("mediaType", a.mediaType())
        .put("length", a.length())
        .put("stored", a.stored())
        .put("compression", a.compression().name().toLowerCase(Locale.ROOT));
  }

  static Manifest read(JsonObject json, EnvelopeLimits limits) {
    Members m = new Members(json, "the manifest");
    m.version();
    String pad = m.anyText("pad", BLOCK - 1);
    if (!pad.equals("0".repeat(pad.length()))) {
      throw m.invalid("pad");
    }
    if (m.octets("salt", SALT).length() != SALT) {
      throw m.invalid("salt");
    }
    Manifest manifest =
        new Manifest(
            m.digest("net"),
            m.id("id"),
            m.party("from"),
            AddresseeJson.read(m, limits.recipients()),
            m.flag("test"),
            (int) m.integer("suite", 1, 2),
            HeadingJson.read(m.object("heading")),
            attachments(m, limits));
    m.extension();
    m.end();
    checkNames(manifest.attachments());
    checkLengths(manifest.attachments(), limits);
    return manifest;
  }

  private static List<ManifestAttachment> attachments(Members m, EnvelopeLimits limits) {
    List<Members> items = m.objects("attachments", 0, Integer.MAX_VALUE);
    if (items.size() > limits.attachments()) {
      throw new InvalidEnvelopeException(
          ATTACHMENT_LIMIT, "[" + items.size() + "] attachments are too many");
    }
    List<ManifestAttachment> attachments = new ArrayList<>(items.size());
    for (Members item : items) {
      String compression = item.text("compression", COMPRESSION);
      attachments.add(
          new ManifestAttachment(
              item.anyText("name", Integer.MAX_VALUE),
              item.text("mediaType", HeadingJson.MEDIA_TYPE),
              item.integer("length", 0, CanonicalJson.MAX_INTEGER),
              item.integer("stored", 0, CanonicalJson.MAX_INTEGER),
              Compression.valueOf(compression.toUpperCase(Locale.ROOT))));
      item.end();
    }
    return attachments;
  }

  static void checkNames(List<ManifestAttachment> attachments) {
    List<String> names = attachments.stream().map(ManifestAttachment::name).toList();
    for (int i = 0; i < names.size(); i++) {
      int index = i;
      AttachmentNames.objection(names.get(i))
          .ifPresent(
              why -> {
                throw new InvalidEnvelopeException(
                    ATTACHMENT_NAME, "the name of attachment [" + index + "]: " + why);
              });
    }
    AttachmentNames.clash(names)
        .ifPresent(
            why -> {
              throw new InvalidEnvelopeException(ATTACHMENT_NAME, why);
            });
  }

  private static void checkLengths(List<ManifestAttachment> attachments, EnvelopeLimits limits) {
    Expansion expansion = new Expansion(limits.expansionRatio(), limits.expansionFree());
    long stored = 0;
    long length = 0;
    for (ManifestAttachment a : attachments) {
      if (a.compression() == Compression.NONE && a.stored() != a.length()) {
        throw new InvalidEnvelopeException(
            ATTACHMENT_LENGTH, "an attachment without compression is stored with another length");
      }
      stored = sum(stored, a.stored(), limits);
      length = Math.min(length + a.length(), CanonicalJson.MAX_INTEGER);
      if (!expansion.allows(a.stored(), a.length()) || !expansion.allows(stored, length)) {
        throw new InvalidEnvelopeException(
            ATTACHMENT_RATIO,
            "[" + stored + "] stored octets are to become [" + length + "], more than allowed");
      }
    }
  }

  private static long sum(long stored, long more, EnvelopeLimits limits) {
    if (more > limits.content() - stored) {
      throw new InvalidEnvelopeException(
          ATTACHMENT_LENGTH, "the attachments take up more than a content may have");
    }
    return stored + more;
  }
}
