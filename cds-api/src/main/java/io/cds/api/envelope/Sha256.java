package io.cds.api.envelope;

import java.util.HexFormat;

/** A SHA-256 as 64 lower-case hexadecimal characters. */
public record Sha256(String hex) {
  /** Validates the form. @throws IllegalArgumentException if it is none */
  public Sha256 {
    if (!isForm(hex)) {
      throw new IllegalArgumentException(
          "SHA-256 of [" + hex.length() + "] characters; expected 64 lower-case hexadecimal ones");
    }
  }

  private static boolean isForm(String hex) {
    boolean holds = hex.length() == 64;
    for (int i = 0; holds && i < 64; i++) {
      char c = hex.charAt(i);
      holds = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return holds;
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
