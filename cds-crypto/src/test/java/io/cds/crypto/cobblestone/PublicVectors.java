package io.cds.crypto.cobblestone;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Assumptions;

/** Reads the public test vectors that lie beside the project. */
final class PublicVectors {

  private static final String FILE = "shared/vectors/c2sp_chunked_encryption_aes_256_gcm_test.json";

  private PublicVectors() {}

  /** One vector; {@code length} and {@code sha512} describe the longest valid prefix. */
  @SuppressWarnings("ArrayRecordComponent") // read once and never compared
  record Vector(
      String name,
      byte[] key,
      byte[] context,
      byte[] sealed,
      Optional<String> aeadKey,
      Optional<String> baseNonce,
      long length,
      Optional<String> sha512,
      boolean valid) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Vector> all() throws IOException {
    Path file = find();
    List<Vector> vectors = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME && parser.currentName().equals("tests")) {
          parser.nextToken();
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            vectors.add(vector(members(parser)));
          }
        }
      }
    }
    return vectors;
  }

  private static Path find() {
    Path here = Path.of("").toAbsolutePath();
    while (here != null && !Files.exists(here.resolve(FILE))) {
      here = here.getParent();
    }
    Assumptions.assumeTrue(here != null, "SKIPPED: [" + FILE + "] is not beside the project");
    return here.resolve(FILE);
  }

  private static Map<String, String> members(JsonParser parser) throws IOException {
    Map<String, String> members = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken().isStructStart()) {
        parser.skipChildren();
      } else {
        members.put(name, parser.getText());
      }
    }
    return members;
  }

  private static Vector vector(Map<String, String> m) throws IOException {
    HexFormat hex = HexFormat.of();
    byte[] deflated = hex.parseHex(m.get("ct"));
    byte[] sealed = new InflaterInputStream(new ByteArrayInputStream(deflated)).readAllBytes();
    return new Vector(
        m.get("tcId") + " " + m.get("comment"),
        hex.parseHex(m.get("key")),
        hex.parseHex(m.get("ctx")),
        sealed,
        Optional.ofNullable(m.get("aeadKey")),
        Optional.ofNullable(m.get("baseNonce")),
        Long.parseLong(m.getOrDefault("msgLength", "0")),
        Optional.ofNullable(m.get("msgSha512")),
        m.get("result").equals("valid"));
  }
}
