package io.cds.api;

import java.util.regex.Pattern;

/**
 * The code of a party: an organisation with keys, a school or an authority.
 *
 * <p>Text, never a number: the school {@code 010300} keeps its leading zero. 1 to 32 characters of
 * {@code 0-9A-Za-z._-} (docs/envelope-v1.md, 2); compared and sorted by code point. Bound to keys
 * by the directory alone.
 */
public record PartyCode(String value) implements Comparable<PartyCode> {
  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z._-]{1,32}");

  /** Validates the form. @throws IllegalArgumentException if the text is not a party code */
  public PartyCode {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Party code has ["
              + value.length()
              + "] characters or one outside [0-9A-Za-z._-]; expected 1 to 32 of them");
    }
  }

  /** The party of this code. @throws IllegalArgumentException if the text is not a party code */
  public static PartyCode of(String value) {
    return new PartyCode(value);
  }

  @Override
  public int compareTo(PartyCode other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
