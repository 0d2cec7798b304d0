package io.cds.crypto.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;

/**
 * Writes RFC 8785 octets: members sorted, no white space, the shortest escapes, UTF-8.
 *
 * <p>Numbers are integers of at most 2^53 - 1 in size, so that the number rules of RFC 8785 reduce
 * to decimal digits.
 */
public final class CanonicalJson {

  /** The largest integer that every JSON reader keeps exactly. */
  public static final long MAX_INTEGER = (1L << 53) - 1;

  private final StringBuilder out;

  private CanonicalJson(int room) {
    out = new StringBuilder(room);
  }

  /**
   * The canonical octets of an object.
   *
   * @throws IllegalArgumentException when a text holds a lone surrogate or an integer is too large
   */
  public static byte[] octets(JsonObject object) {
    return octets(object, 1024);
  }

  /** The same, where their number is known beforehand, more or less. */
  static byte[] octets(JsonObject object, int room) {
    CanonicalJson writer = new CanonicalJson(room);
    writer.value(object);
    return writer.out.toString().getBytes(UTF_8);
  }

  private void value(Object value) {
    if (value instanceof String text) {
      text(text);
    } else if (value instanceof Long number) {
      integer(number);
    } else if (value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof JsonObject object) {
      object(object);
    } else if (value instanceof List<?> list) {
      list(list);
    } else {
      throw new IllegalArgumentException(
          "Cannot write a value of type [" + value.getClass().getName() + "] as canonical JSON");
    }
  }

  private void object(JsonObject object) {
    char before = '{';
    for (Map.Entry<String, Object> member : object.members().entrySet()) {
      out.append(before);
      text(member.getKey());
      out.append(':');
      value(member.getValue());
      before = ',';
    }
    out.append(before == '{' ? "{}" : "}");
  }

  private void list(List<?> list) {
    char before = '[';
    for (Object item : list) {
      out.append(before);
      value(item);
      before = ',';
    }
    out.append(before == '[' ? "[]" : "]");
  }

  private void integer(long number) {
    if (number < -MAX_INTEGER || number > MAX_INTEGER) {
      throw new IllegalArgumentException(
          "Cannot write [" + number + "]: integers go to 2^53 - 1 in either direction");
    }
    out.append(number);
  }

  private void text(String text) {
    out.append('"');
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(text, written, i);
        escape(c);
        written = i + 1;
      } else if (Character.isSurrogate(c)) {
        demandPair(text, i++);
      }
    }
    out.append(text, written, text.length()).append('"');
  }

  private static void demandPair(String text, int i) {
    if (!Character.isHighSurrogate(text.charAt(i))
        || i + 1 == text.length()
        || !Character.isLowSurrogate(text.charAt(i + 1))) {
      throw new IllegalArgumentException(
          "Cannot write a text with a lone surrogate at position [" + i + "]");
    }
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> out.append(String.format("\\u%04x", (int) c));
    }
  }
}
