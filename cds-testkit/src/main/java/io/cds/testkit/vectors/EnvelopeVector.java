package io.cds.testkit.vectors;

import io.cds.api.envelope.Octets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One vector: octets from outside, and what a reader must say of them. Its form is that of the
 * README beside the files.
 *
 * @param headers what stands above the octets, by name
 * @param parts the octets, by the name of the part
 */
public record EnvelopeVector(Map<String, String> headers, Map<String, Octets> parts) {
  private static final String FIRST = "cds vector 1";
  private static final String PART = "--- ";

  /** Copies. */
  public EnvelopeVector {
    headers = Map.copyOf(headers);
    parts = Map.copyOf(parts);
  }

  /** Where parts that are another vector's come from. */
  @FunctionalInterface
  interface Others {
    EnvelopeVector named(String name);
  }

  static EnvelopeVector parse(String text, Others others) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(FIRST)) {
      throw new IllegalArgumentException("A vector begins with [" + FIRST + "]");
    }
    int body = lines.contains("") ? lines.indexOf("") : lines.size();
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : lines.subList(1, body)) {
      int colon = line.indexOf(": ");
      headers.put(line.substring(0, colon), line.substring(colon + 2));
    }
    Map<String, Octets> parts = new LinkedHashMap<>();
    for (int at = body + 1; at < lines.size(); ) {
      String part = lines.get(at++).substring(PART.length());
      List<String> base64 = new ArrayList<>();
      while (at < lines.size() && !lines.get(at).startsWith(PART)) {
        base64.add(lines.get(at++));
      }
      int same = part.indexOf(" = ");
      if (same > 0) {
        String name = part.substring(0, same);
        parts.put(name, others.named(part.substring(same + 3)).part(name));
      } else {
        parts.put(part, Octets.of(Base64.getDecoder().decode(String.join("", base64))));
      }
    }
    return new EnvelopeVector(headers, parts);
  }

  /** Its layer and its own name. */
  public String name() {
    return header("name");
  }

  /** The reason that a reader must give, or {@code valid}. */
  public String expect() {
    return header("expect");
  }

  /** What is wrong, or what is proved to be right. */
  public String why() {
    return header("why");
  }

  String header(String name) {
    return optional(name)
        .orElseThrow(
            () -> new IllegalArgumentException("Vector " + headers + " has no [" + name + "]"));
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  Octets part(String name) {
    Octets part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException("Vector [" + name() + "] has no part [" + name + "]");
    }
    return part;
  }
}
