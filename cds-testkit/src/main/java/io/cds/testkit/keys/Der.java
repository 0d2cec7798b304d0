package io.cds.testkit.keys;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;

/** The little of DER that sample certificates need. */
final class Der {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int UTF8 = 0x0c;
  static final int UTC_TIME = 0x17;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private Der() {}

  /** An element whose value is these parts, one after another. */
  static byte[] of(int tag, byte[]... parts) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      value.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    int length = value.size();
    if (length >= 0x80) {
      byte[] size = BigInteger.valueOf(length).toByteArray();
      byte[] shortest = size[0] == 0 ? Arrays.copyOfRange(size, 1, size.length) : size;
      element.write(0x80 | shortest.length);
      element.writeBytes(shortest);
    } else {
      element.write(length);
    }
    element.writeBytes(value.toByteArray());
    return element.toByteArray();
  }

  /** The elements within an element, each with its header. */
  static byte[][] parts(byte[] element) {
    int at = header(element, 0);
    byte[][] parts = new byte[0][];
    while (at < element.length) {
      int next = header(element, at) + length(element, at);
      parts = Arrays.copyOf(parts, parts.length + 1);
      parts[parts.length - 1] = Arrays.copyOfRange(element, at, next);
      at = next;
    }
    return parts;
  }

  /** The value of an element, without its header. */
  static byte[] value(byte[] element) {
    return Arrays.copyOfRange(element, header(element, 0), element.length);
  }

  private static int header(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int length(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return first < 0x80
        ? first
        : new BigInteger(1, Arrays.copyOfRange(der, at + 2, header(der, at))).intValueExact();
  }
}
