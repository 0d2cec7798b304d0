package io.cds.transport.http.signature;

import java.util.Base64;

/**
 * A cursor over one structured field value (RFC 9651), limited to keys, strings, integers and byte
 * sequences.
 *
 * <p>It skips no white space: whoever reads a field writes it again afterwards and compares, so
 * only the canonical form passes.
 */
final class FieldReader {
  private static final int INTEGER_DIGITS = 15;

  private final String field;
  private final String text;
  private int at;

  FieldReader(String field, String text) {
    this.field = field;
    this.text = text;
  }

  /** Takes the given character when it comes next. */
  boolean take(char wanted) {
    boolean there = at < text.length() && text.charAt(at) == wanted;
    if (there) {
      at++;
    }
    return there;
  }

  void expect(char wanted) throws SignatureFault {
    if (!take(wanted)) {
      throw malformed("'" + wanted + "'");
    }
  }

  boolean nextIs(char wanted) {
    return at < text.length() && text.charAt(at) == wanted;
  }

  /** A key: a lower-case letter or {@code *}, then lower-case letters, digits and {@code _-.*}. */
  String key() throws SignatureFault {
    int start = at;
    while (at < text.length() && isKeyCharacter(text.charAt(at), at == start)) {
      at++;
    }
    if (at == start) {
      throw malformed("a key");
    }
    return text.substring(start, at);
  }

  /** A quoted string of printable ASCII. */
  String string() throws SignatureFault {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      take('\\');
      if (at == text.length() || text.charAt(at) < ' ' || text.charAt(at) > '~') {
        throw malformed("a printable character");
      }
      out.append(text.charAt(at++));
    }
    expect('"');
    return out.toString();
  }

  /** An integer of at most fifteen digits, without a sign. */
  long integer() throws SignatureFault {
    int start = at;
    while (at < text.length() && isDigit(text.charAt(at)) && at - start < INTEGER_DIGITS) {
      at++;
    }
    if (at == start) {
      throw malformed("digits");
    }
    return Long.parseLong(text.substring(start, at));
  }

  /** A byte sequence: base64 between colons. */
  byte[] octets() throws SignatureFault {
    expect(':');
    int end = text.indexOf(':', at);
    if (end < 0) {
      throw malformed("a closing ':'");
    }
    try {
      byte[] octets = Base64.getDecoder().decode(text.substring(at, end));
      at = end + 1;
      return octets;
    } catch (IllegalArgumentException e) {
      throw malformed("base64");
    }
  }

  SignatureFault malformed(String expected) {
    return new SignatureFault(
        SignatureFault.Reason.MALFORMED,
        "cannot read field [%s] at character [%d]: expected %s".formatted(field, at, expected));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isKeyCharacter(char c, boolean first) {
    boolean letter = (c >= 'a' && c <= 'z') || c == '*';
    return letter || (!first && (isDigit(c) || c == '_' || c == '-' || c == '.'));
  }
}
