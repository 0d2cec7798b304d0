package io.cds.transport.http.signature;

import java.util.Base64;

/**
 * A field value with one member that is a byte sequence: {@code Signature} and {@code
 * Content-Digest}.
 */
final class OctetsMember {
  private OctetsMember() {}

  static String write(String key, byte[] octets) {
    return key + "=:" + Base64.getEncoder().encodeToString(octets) + ":";
  }

  /** The octets under the key, when the field holds this key alone, in canonical form. */
  static byte[] read(String field, String value, String key, int length) throws SignatureFault {
    FieldReader in = new FieldReader(field, value);
    boolean right = in.key().equals(key);
    in.expect('=');
    byte[] octets = in.octets();
    if (!right || octets.length != length || !write(key, octets).equals(value)) {
      throw in.malformed("[" + key + "] alone, with [" + length + "] octets in canonical base64");
    }
    return octets;
  }
}
