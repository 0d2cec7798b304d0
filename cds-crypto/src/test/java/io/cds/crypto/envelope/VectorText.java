package io.cds.crypto.envelope;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One vector as a plain file: headers, then octets in base64. */
final class VectorText {

  static final String VALID = "valid";

  private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, "\n".getBytes(US_ASCII));

  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, byte[]> parts = new LinkedHashMap<>();

  private VectorText(String name, String expect, String why) {
    headers.put("name", name);
    headers.put("layer", name.substring(0, name.indexOf('/')));
    headers.put("expect", expect);
    headers.put("why", why);
  }

  /** Octets that must be refused for this reason. */
  static VectorText fault(String name, InvalidReason reason, String why) {
    return new VectorText(name, reason.name(), why);
  }

  /** Octets that must be read: without them a reader that refuses everything would pass. */
  static VectorText valid(String name, String why) {
    return new VectorText("valid/" + name, VALID, why);
  }

  VectorText header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  VectorText part(String name, byte[] octets) {
    parts.put(name, octets.clone());
    return this;
  }

  /** The octets of another vector, and what that says of them; a fault has no plaintext. */
  VectorText like(VectorText other) {
    other.headers.forEach(
        (name, value) -> {
          if (isValid() || !name.equals("plaintext")) {
            headers.putIfAbsent(name, value);
          }
        });
    parts.putAll(other.parts);
    return this;
  }

  String name() {
    return header("name");
  }

  String header(String name) {
    return headers.get(name);
  }

  boolean isValid() {
    return VALID.equals(headers.get("expect"));
  }

  List<Part> shown() {
    return parts.entrySet().stream()
        .map(p -> new Part(p.getKey(), Octets.of(p.getValue())))
        .toList();
  }

  /** Octets under their name. */
  record Part(String name, Octets octets) {}

  /**
   * The file.
   *
   * @param known parts that other vectors show already, and which vector does
   */
  String text(Map<Part, String> known) {
    List<String> lines = new ArrayList<>();
    lines.add("cds vector 1");
    headers.forEach((name, value) -> lines.add(name + ": " + value));
    lines.add("");
    parts.forEach(
        (name, octets) -> {
          String other = known.get(new Part(name, Octets.of(octets)));
          if (other == null || other.equals(name())) {
            lines.add("--- " + name);
            if (octets.length > 0) {
              lines.add(BASE64.encodeToString(octets));
            }
          } else {
            lines.add("--- " + name + " = " + other);
          }
        });
    return String.join("\n", lines) + "\n";
  }
}
