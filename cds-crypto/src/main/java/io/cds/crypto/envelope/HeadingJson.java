package io.cds.crypto.envelope;

import io.cds.api.AttachmentView;
import io.cds.api.EncryptionLevel;
import io.cds.api.Heading;
import io.cds.api.Priority;
import io.cds.api.spi.Details;
import io.cds.crypto.format.Times;
import io.cds.crypto.json.CanonicalJson;
import io.cds.crypto.json.JsonObject;
import io.cds.crypto.json.Members;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The heading, section 4.3, and what a store keeps of it. */
final class HeadingJson {

  static final Pattern MEDIA_TYPE = Pattern.compile("[ -~]{1,127}");

  private static final Pattern ZONE = Pattern.compile("[A-Za-z][A-Za-z0-9_+/-]{0,63}");

  private HeadingJson() {}

  static JsonObject write(Heading h) {
    JsonObject json =
        new JsonObject()
            .put("subjectCode", h.subjectCode())
            .put("typeCode", h.typeCode())
            .put("description", h.description())
            .put("priority", h.priority().name())
            .put("level", h.level().name())
            .put("acknowledge", h.acknowledge());
    h.schoolReference().ifPresent(text -> json.put("schoolReference", text));
    h.replyTo().ifPresent(key -> json.put("replyTo", AddresseeJson.write(key)));
    h.replyDeadline().ifPresent(time -> json.put("replyDeadline", deadline(time)));
    h.documentNumber().ifPresent(text -> json.put("documentNumber", text));
    h.classification().ifPresent(text -> json.put("classification", text));
    h.supersedes().ifPresent(key -> json.put("supersedes", AddresseeJson.write(key)));
    return json;
  }

  private static JsonObject deadline(ZonedDateTime time) {
    String zone = time.getZone().equals(ZoneOffset.UTC) ? "UTC" : time.getZone().getId();
    if (!ZONE.matcher(zone).matches()) {
      throw new IllegalArgumentException(
          "Cannot write a reply deadline in zone ["
              + zone
              + "]: expected an IANA zone such as"
              + " [Asia/Hong_Kong]");
    }
    return new JsonObject().put("at", Times.text(time.toInstant())).put("zone", zone);
  }

  static Heading read(Members m) {
    Heading heading =
        new Heading(
            m.text("subjectCode", 32),
            m.text("typeCode", 32),
            m.anyText("description", 1_000),
            m.word("priority", Priority.class),
            m.word("level", EncryptionLevel.class),
            m.flag("acknowledge"),
            m.optionalText("schoolReference", 64),
            m.optionalObject("replyTo").map(AddresseeJson::key),
            m.optionalObject("replyDeadline").map(HeadingJson::deadline),
            m.optionalText("documentNumber", 64),
            m.optionalText("classification", 256),
            m.optionalObject("supersedes").map(AddresseeJson::key));
    m.end();
    return heading;
  }

  private static ZonedDateTime deadline(Members m) {
    Instant at = m.time("at");
    String zone = m.text("zone", ZONE);
    m.end();
    return at.atZone(zone(zone));
  }

  /** A zone that this JDK does not know yet is no reason to refuse a message. */
  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  static byte[] write(Details details) {
    List<JsonObject> attachments =
        details.attachments().stream()
            .map(
                a ->
                    new JsonObject()
                        .put("name", a.name())
                        .put("mediaType", a.mediaType())
                        .put("length", a.length()))
            .toList();
    return CanonicalJson.octets(
        new JsonObject()
            .put("v", 1)
            .put("heading", write(details.heading()))
            .put("attachments", attachments));
  }

  static Details details(JsonObject json, int maxAttachments) {
    Members m = new Members(json, "the details");
    m.version();
    Heading heading = read(m.object("heading"));
    List<AttachmentView> attachments = new ArrayList<>();
    for (Members item : m.objects("attachments", 0, maxAttachments)) {
      attachments.add(
          new AttachmentView(
              item.text("name", 255),
              item.text("mediaType", MEDIA_TYPE),
              item.integer("length", 0, CanonicalJson.MAX_INTEGER)));
      item.end();
    }
    m.end();
    return new Details(heading, attachments);
  }
}
