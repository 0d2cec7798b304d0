package io.cds.crypto.envelope;

import io.cds.api.KeyUse;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.PartyKey;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.format.Times;
import io.cds.crypto.json.CanonicalJson;
import io.cds.crypto.json.JsonObject;
import io.cds.crypto.json.Members;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The key record, section 10.2. */
final class KeyRecordJson {

  static final int MAX_KEYS = 64;
  static final int MAX_CERTIFICATE = 8192;

  private static final Pattern COMPRESSION = Pattern.compile("none|deflate|zstd");

  private KeyRecordJson() {}

  static byte[] write(KeyRecord r) {
    return CanonicalJson.octets(
        new JsonObject()
            .put("v", 1)
            .put("kind", ContentKind.KEY_RECORD.word())
            .put("net", r.net().hex())
            .put("party", r.party().value())
            .put("counter", r.counter())
            .put("epoch", r.epoch())
            .put("at", Times.text(r.at()))
            .put("keys", keys(r.keys()))
            .put("suites", r.suites().stream().sorted().map(Integer::longValue).toList())
            .put(
                "compressions",
                r.compressions().stream().sorted().map(KeyRecordJson::word).toList())
            .put("requiredSuite", r.requiredSuite()));
  }

  static List<JsonObject> keys(List<PartyKey> keys) {
    return keys.stream()
        .map(k -> new JsonObject().put("use", k.use().name()).put("cert", text(k.certificate())))
        .toList();
  }

  static String text(Octets octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets.toArray());
  }

  static KeyRecord read(JsonObject json) {
    Members m = new Members(json, "the key record");
    m.version(ContentKind.KEY_RECORD.word());
    KeyRecord record =
        new KeyRecord(
            m.digest("net"),
            m.party("party"),
            m.integer("counter", 1, CanonicalJson.MAX_INTEGER),
            (int) m.integer("epoch", 1, Integer.MAX_VALUE),
            m.time("at"),
            keys(m),
            suites(m),
            compressions(m),
            (int) m.integer("requiredSuite", 1, 2));
    m.extension();
    m.end();
    return record;
  }

  static List<PartyKey> keys(Members m) {
    List<PartyKey> keys = new ArrayList<>();
    for (Members item : m.objects("keys", 1, MAX_KEYS)) {
      keys.add(new PartyKey(use(item), item.octets("cert", MAX_CERTIFICATE)));
      item.end();
    }
    return keys;
  }

  /** What a key of a party or of the hub is for; the root is none of them. */
  static KeyUse use(Members item) {
    KeyUse use = item.word("use", KeyUse.class);
    if (use == KeyUse.ROOT) {
      throw item.invalid("use");
    }
    return use;
  }

  private static Set<Integer> suites(Members m) {
    Set<Integer> suites = new LinkedHashSet<>();
    int last = 0;
    for (long suite : m.integers("suites", 2, 1, 2)) {
      if (suite <= last) {
        throw m.invalid("suites");
      }
      last = (int) suite;
      suites.add(last);
    }
    return suites;
  }

  private static Set<Compression> compressions(Members m) {
    List<String> words = m.texts("compressions", COMPRESSION, 2, Compression.values().length);
    Set<Compression> compressions = EnumSet.noneOf(Compression.class);
    words.forEach(word -> compressions.add(Compression.valueOf(word.toUpperCase(Locale.ROOT))));
    List<String> again = compressions.stream().map(KeyRecordJson::word).toList();
    if (!again.equals(words) || !words.contains("none") || !words.contains("deflate")) {
      throw m.invalid("compressions");
    }
    return compressions;
  }

  private static String word(Compression compression) {
    return compression.name().toLowerCase(Locale.ROOT);
  }
}
