package io.cds.crypto.keys;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Octets as PEM (RFC 7468). */
final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  /** The whole text, lines of 64 characters. */
  static String text(String label, byte[] der) {
    return new String(octets(label, der), StandardCharsets.US_ASCII);
  }

  /** The same as octets, for a key: the caller wipes them. No text of it is made. */
  static byte[] octets(String label, byte[] der) {
    byte[] end = {'\n'};
    byte[] lines = Base64.getMimeEncoder(LINE, end).encode(der);
    byte[] head = ("-----BEGIN " + label + "-----\n").getBytes(StandardCharsets.US_ASCII);
    byte[] tail = ("\n-----END " + label + "-----\n").getBytes(StandardCharsets.US_ASCII);
    byte[] pem = java.util.Arrays.copyOf(head, head.length + lines.length + tail.length);
    System.arraycopy(lines, 0, pem, head.length, lines.length);
    System.arraycopy(tail, 0, pem, head.length + lines.length, tail.length);
    PrivateKeys.wipe(lines);
    return pem;
  }
}
