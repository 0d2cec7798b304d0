package io.cds.api;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * The enrolment code of the authority's letter: 130 random bits as 26 characters of Crockford's
 * base 32, written in groups ({@code XXXXX-XXXXX-XXXXX-XXXXX-XXXXXX}). A secret: it never travels
 * and does not print itself.
 */
public final class EnrolmentCode {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private final String letters;

  private EnrolmentCode(String letters) {
    this.letters = letters;
  }

  /** A fresh code. */
  public static EnrolmentCode create(SecureRandom random) {
    StringBuilder text = new StringBuilder(26);
    for (int i = 0; i < 26; i++) {
      text.append(ALPHABET.charAt(random.nextInt(32)));
    }
    return new EnrolmentCode(text.toString());
  }

  /**
   * Reads a code as typed: case, spaces and hyphens do not matter, O reads as 0, I and L as 1.
   *
   * @throws IllegalArgumentException if it has not 26 characters of the alphabet; the message does
   *     not repeat it
   */
  public static EnrolmentCode parse(String typed) {
    String letters =
        typed
            .toUpperCase(Locale.ROOT)
            .replaceAll("[ -]", "")
            .replace('O', '0')
            .replaceAll("[IL]", "1");
    if (!letters.matches("[0-9A-HJKMNP-TV-Z]{26}")) {
      throw new IllegalArgumentException(
          "Enrolment code has ["
              + letters.length()
              + "] characters or one outside the alphabet; expected 26 of ["
              + ALPHABET
              + "], as in the letter");
    }
    return new EnrolmentCode(letters);
  }

  /** The code as the letter prints it, by a visible act. */
  public String reveal() {
    return letters.replaceAll("^(.{5})(.{5})(.{5})(.{5})(.{6})$", "$1-$2-$3-$4-$5");
  }

  /**
   * The 26 ASCII octets that are the key of the enrolment's HMAC, by a visible act; the caller
   * wipes them.
   */
  public byte[] macKey() {
    return letters.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "EnrolmentCode";
  }
}
