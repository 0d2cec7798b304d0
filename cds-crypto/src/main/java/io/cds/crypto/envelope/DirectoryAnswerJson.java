package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.DIRECTORY_TIME;
import static io.cds.api.envelope.InvalidReason.JSON_MEMBER;

import io.cds.api.PartyCode;
import io.cds.api.envelope.DirectoryAnswer;
import io.cds.api.envelope.DirectoryEntry;
import io.cds.api.envelope.DirectoryKey;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.Octets;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.format.Times;
import io.cds.crypto.json.CanonicalJson;
import io.cds.crypto.json.JsonObject;
import io.cds.crypto.json.Members;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The directory answer, section 10.3. */
final class DirectoryAnswerJson {

  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Pattern PARTY = Pattern.compile("[0-9A-Za-z._-]{1,32}");
  private static final int MAX_ENTRIES = 10_000;
  private static final int MAX_KEYS = 1_000;
  private static final int MAX_NAME = 200;

  private DirectoryAnswerJson() {}

  static byte[] write(DirectoryAnswer a) {
    return CanonicalJson.octets(
        new JsonObject()
            .put("v", 1)
            .put("kind", ContentKind.DIRECTORY_ANSWER.word())
            .put("net", a.net().hex())
            .put("by", a.by().value())
            .put("asOf", Times.text(a.asOf()))
            .put("until", Times.text(a.until()))
            .put("entries", a.entries().stream().map(DirectoryAnswerJson::entry).toList())
            .put("absent", a.absent().stream().map(PartyCode::value).toList()));
  }

  private static JsonObject entry(DirectoryEntry e) {
    JsonObject json =
        new JsonObject()
            .put("party", e.party().value())
            .put("name", e.name())
            .put("keys", e.keys().stream().map(DirectoryAnswerJson::key).toList());
    if (!e.chineseName().isEmpty()) {
      json.put("chineseName", e.chineseName());
    }
    if (e.record().length() > 0) {
      json.put("record", KeyRecordJson.text(e.record()));
    }
    return json;
  }

  private static JsonObject key(DirectoryKey k) {
    JsonObject json =
        new JsonObject()
            .put("cert", k.certificate().hex())
            .put("use", k.use().name())
            .put("state", k.state().name());
    k.revokedAt().ifPresent(time -> json.put("revokedAt", Times.text(time)));
    k.invalidSince().ifPresent(time -> json.put("invalidSince", Times.text(time)));
    return json;
  }

  static DirectoryAnswer read(JsonObject json, int maxRecord) {
    Members m = new Members(json, "the directory answer");
    m.version(ContentKind.DIRECTORY_ANSWER.word());
    Instant asOf = m.time("asOf");
    Instant until = m.time("until");
    if (!asOf.isBefore(until) || until.isAfter(asOf.plus(LONGEST))) {
      throw new InvalidEnvelopeException(
          DIRECTORY_TIME, "a directory answer counts for more than 24 hours or not at all");
    }
    List<DirectoryEntry> entries = new ArrayList<>();
    for (Members item : m.objects("entries", 0, MAX_ENTRIES)) {
      entries.add(entry(item, maxRecord));
    }
    List<PartyCode> absent =
        m.texts("absent", PARTY, 0, MAX_ENTRIES).stream().map(PartyCode::of).toList();
    DirectoryAnswer answer =
        new DirectoryAnswer(m.digest("net"), m.party("by"), asOf, until, entries, absent);
    m.extension();
    m.end();
    return answer;
  }

  private static DirectoryEntry entry(Members m, int maxRecord) {
    List<DirectoryKey> keys = new ArrayList<>();
    for (Members item : m.objects("keys", 0, MAX_KEYS)) {
      keys.add(key(item));
    }
    DirectoryEntry entry =
        new DirectoryEntry(
            m.party("party"),
            m.text("name", MAX_NAME),
            m.optionalText("chineseName", MAX_NAME).orElse(""),
            m.optionalOctets("record", maxRecord).orElse(Octets.of(new byte[0])),
            keys);
    m.end();
    return entry;
  }

  private static DirectoryKey key(Members m) {
    KeyState state = m.word("state", KeyState.class);
    Optional<Instant> revokedAt = m.optionalTime("revokedAt");
    Optional<Instant> invalidSince = m.optionalTime("invalidSince");
    boolean revoked = state == KeyState.REVOKED;
    if (revokedAt.isPresent() != revoked || (invalidSince.isPresent() && !revoked)) {
      throw new InvalidEnvelopeException(
          JSON_MEMBER, "a key of a directory answer has [revokedAt] exactly with REVOKED");
    }
    DirectoryKey key =
        new DirectoryKey(m.digest("cert"), KeyRecordJson.use(m), state, revokedAt, invalidSince);
    m.end();
    return key;
  }
}
