package io.cds.crypto.algorithm;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Public keys of a fixed length behind a fixed SubjectPublicKeyInfo header, whichever provider
 * parsed them.
 */
final class RawKeys {

  private final byte[] header;
  private final int length;

  RawKeys(String header, int length) {
    this.header = HexFormat.of().parseHex(header);
    this.length = length;
  }

  /** The raw key, if it is one of this kind. */
  Optional<byte[]> of(PublicKey key) {
    byte[] encoded = key.getEncoded();
    boolean fits =
        encoded != null
            && encoded.length == header.length + length
            && Arrays.equals(encoded, 0, header.length, header, 0, header.length);
    return fits
        ? Optional.of(Arrays.copyOfRange(encoded, header.length, encoded.length))
        : Optional.empty();
  }
}
