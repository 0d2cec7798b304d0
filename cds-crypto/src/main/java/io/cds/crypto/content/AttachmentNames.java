package io.cds.crypto.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which names an attachment may have.
 *
 * <p>A name is never changed: characters that a normalisation would replace are people's names.
 * Private use and unassigned code points are allowed.
 */
public final class AttachmentNames {

  private static final int MAX_OCTETS = 255;

  private AttachmentNames() {}

  /** Why a name is refused, or nothing. */
  public static Optional<String> objection(String name) {
    if (name.isEmpty()) {
      return Optional.of("it is empty");
    }
    if (edge(name.charAt(0)) || edge(name.charAt(name.length() - 1))) {
      return Optional.of("it begins or ends with a space or a dot");
    }
    if (name.codePoints().anyMatch(AttachmentNames::refused)) {
      return Optional.of("it holds a control, separator or other character that is not allowed");
    }
    if (name.getBytes(UTF_8).length > MAX_OCTETS) {
      return Optional.of("it has more than 255 octets in UTF-8");
    }
    return Optional.empty();
  }

  /** Why a set of names is refused, or nothing: two of them may not look alike. */
  public static Optional<String> clash(Collection<String> names) {
    if (names.size() < 2) {
      return Optional.empty();
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      String folded = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
      if (!seen.add(folded)) {
        return Optional.of("two names are equal once case and composition are set aside");
      }
    }
    return Optional.empty();
  }

  /** This also refuses the names of one and of two dots. */
  private static boolean edge(char c) {
    return c == ' ' || c == '.';
  }

  private static boolean refused(int c) {
    return Character.isISOControl(c)
        || c == '/'
        || c == '\\'
        || c == 0x2028
        || c == 0x2029
        || bidirectionalControl(c)
        || nonCharacter(c)
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static boolean bidirectionalControl(int c) {
    return c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static boolean nonCharacter(int c) {
    return (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
  }
}
