package io.cds.crypto.cms;

import java.math.BigInteger;
import java.util.Arrays;

/** Writes DER elements. */
final class Der {

  private Der() {}

  /** An element with the concatenation of the parts as its value. */
  static byte[] element(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length = Math.addExact(length, part.length);
    }
    byte[] size = size(length);
    byte[] element = new byte[1 + size.length + length];
    element[0] = (byte) tag;
    System.arraycopy(size, 0, element, 1, size.length);
    int at = 1 + size.length;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, element, at, part.length);
      at += part.length;
    }
    return element;
  }

  /** A ContentInfo of this type around the content. */
  static byte[] contentInfo(byte[] oid, byte[] content) {
    return sequence(oid, element(0xa0, content));
  }

  static byte[] sequence(byte[]... parts) {
    return element(DerReader.SEQUENCE, parts);
  }

  /** A SET OF with its parts in the order that DER demands. */
  static byte[] setOf(byte[]... parts) {
    byte[][] sorted = parts.clone();
    Arrays.sort(sorted, Arrays::compareUnsigned);
    return element(DerReader.SET, sorted);
  }

  static byte[] octets(byte[] value) {
    return element(DerReader.OCTET_STRING, value);
  }

  static byte[] integer(long value) {
    return integer(BigInteger.valueOf(value));
  }

  static byte[] integer(BigInteger value) {
    return element(DerReader.INTEGER, value.toByteArray());
  }

  /** An object identifier from its dotted form; arcs may have any size. */
  static byte[] oid(String dotted) {
    String[] arcs = dotted.split("\\.", -1);
    byte[][] parts = new byte[arcs.length - 1][];
    BigInteger first = new BigInteger(arcs[0]).multiply(BigInteger.valueOf(40));
    parts[0] = arc(first.add(new BigInteger(arcs[1])));
    for (int i = 2; i < arcs.length; i++) {
      parts[i - 1] = arc(new BigInteger(arcs[i]));
    }
    return element(DerReader.OID, parts);
  }

  private static byte[] arc(BigInteger value) {
    int septets = Math.max(1, (value.bitLength() + 6) / 7);
    byte[] octets = new byte[septets];
    for (int i = 0; i < septets; i++) {
      int septet = value.shiftRight(7 * (septets - 1 - i)).intValue() & 0x7f;
      octets[i] = (byte) (i < septets - 1 ? septet | 0x80 : septet);
    }
    return octets;
  }

  private static byte[] size(int length) {
    if (length < 0x80) {
      return new byte[] {(byte) length};
    }
    int octets = (39 - Integer.numberOfLeadingZeros(length)) / 8;
    byte[] size = new byte[1 + octets];
    size[0] = (byte) (0x80 | octets);
    for (int i = 0; i < octets; i++) {
      size[1 + i] = (byte) (length >>> (8 * (octets - 1 - i)));
    }
    return size;
  }
}
