package io.cds.api.envelope;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** A SHA-256 as 64 lower-case hexadecimal characters. */
public record Sha256(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /** Validates the form. @throws IllegalArgumentException if it is none */
  public Sha256 {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "SHA-256 of [" + hex.length() + "] characters; expected 64 lower-case hexadecimal ones");
    }
  }

  /** From 32 octets. @throws IllegalArgumentException if there are not 32 */
  public static Sha256 of(byte[] octets) {
    return new Sha256(HexFormat.of().formatHex(octets));
  }

  /** The 32 octets. */
  public byte[] octets() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
