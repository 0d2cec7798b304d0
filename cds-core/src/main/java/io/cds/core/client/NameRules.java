package io.cds.core.client;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an attachment may be called (docs/envelope-v1.md, names): told before sealing, so that a
 * person can rename.
 */
final class NameRules {
  private static final int LONGEST = 255;

  private NameRules() {}

  /** Why this name is not allowed, or nothing. */
  static Optional<String> fault(String name) {
    int octets = name.getBytes(StandardCharsets.UTF_8).length;
    if (octets == 0 || octets > LONGEST) {
      return Optional.of("has [" + octets + "] UTF-8 octets; expected 1 to " + LONGEST);
    }
    if (name.equals(".") || name.equals("..")) {
      return Optional.of("names a folder");
    }
    if (edge(name.charAt(0)) || edge(name.charAt(name.length() - 1))) {
      return Optional.of("begins or ends with a space or dot");
    }
    return name.codePoints()
        .filter(NameRules::refused)
        .mapToObj(point -> String.format(Locale.ROOT, "has the character [U+%04X]", point))
        .findFirst();
  }

  /** Indexes of names that equal an earlier one after NFC and lower case. */
  static Set<Integer> repeated(List<String> names) {
    Set<String> seen = new HashSet<>();
    Set<Integer> repeated = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String folded =
          Normalizer.normalize(names.get(i), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
      if (!seen.add(folded)) {
        repeated.add(i);
      }
    }
    return repeated;
  }

  private static boolean edge(char c) {
    return c == ' ' || c == '.';
  }

  private static boolean refused(int point) {
    boolean control = point < 0x20 || (point >= 0x7f && point <= 0x9f);
    boolean separator = point == '/' || point == '\\' || point == 0x2028 || point == 0x2029;
    boolean surrogate = point >= 0xd800 && point <= 0xdfff;
    boolean none = (point >= 0xfdd0 && point <= 0xfdef) || (point & 0xfffe) == 0xfffe;
    return control || separator || surrogate || none || bidi(point);
  }

  private static boolean bidi(int point) {
    return point == 0x061c
        || point == 0x200e
        || point == 0x200f
        || (point >= 0x202a && point <= 0x202e)
        || (point >= 0x2066 && point <= 0x2069);
  }
}
