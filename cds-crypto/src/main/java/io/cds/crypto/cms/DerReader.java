package io.cds.crypto.cms;

import static io.cds.api.envelope.InvalidReason.CMS_ALGORITHM;
import static io.cds.api.envelope.InvalidReason.CMS_FORM;
import static io.cds.api.envelope.InvalidReason.CMS_TRAILING;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Walks DER octets element by element. Lengths are definite and shortest, tags have one octet.
 *
 * <p>Recursion does not exist here: the depth is that of the profile, and nothing is allocated
 * before a length was found to lie within the octets.
 */
final class DerReader {

  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OID = 0x06;
  static final int UTC_TIME = 0x17;
  static final int GENERALIZED_TIME = 0x18;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private final byte[] der;
  private final int end;
  private int position;

  private DerReader(byte[] der, int from, int end) {
    this.der = der;
    this.position = from;
    this.end = end;
  }

  static DerReader of(byte[] der) {
    return new DerReader(der, 0, der.length);
  }

  /** Enters the content of a ContentInfo of this type, which must fill the octets. */
  static DerReader contentInfo(byte[] der, byte[] oid, String type, String what) {
    DerReader outer = of(der);
    DerReader info = outer.enter(SEQUENCE);
    if (outer.more()) {
      throw new InvalidEnvelopeException(CMS_TRAILING, "octets follow " + what);
    }
    info.exactly(oid, type);
    return info.enter(0xa0).enter(SEQUENCE);
  }

  /** Steps over an element of this tag and gives its inside. */
  DerReader enter(int tag) {
    int length = header(tag);
    DerReader inside = new DerReader(der, position, position + length);
    position += length;
    return inside;
  }

  /** Steps over an element of this tag and gives its value. */
  byte[] value(int tag) {
    int length = header(tag);
    byte[] value = Arrays.copyOfRange(der, position, position + length);
    position += length;
    return value;
  }

  /** Steps over an element of this tag whose value must have this length, and gives the value. */
  Octets sized(int tag, int length, String what) {
    byte[] value = value(tag);
    if (value.length != length) {
      throw new InvalidEnvelopeException(
          CMS_FORM, "the " + what + " has [" + value.length + "] octets, expected " + length);
    }
    return Octets.of(value);
  }

  /** Steps over an element of this tag and gives all its octets, header included. */
  byte[] element(int tag) {
    int from = position;
    int length = header(tag);
    position += length;
    return Arrays.copyOfRange(der, from, position);
  }

  /** Steps over an INTEGER in its shortest form. */
  BigInteger integer() {
    byte[] value = value(INTEGER);
    boolean longer =
        value.length > 1 && ((value[0] == 0 && value[1] >= 0) || (value[0] == -1 && value[1] < 0));
    if (value.length == 0 || longer) {
      throw fault("an integer is not in its shortest form");
    }
    return new BigInteger(value);
  }

  /** Steps over exactly these octets. */
  void exactly(byte[] octets, String what) {
    int to = position + octets.length;
    if (to > end || !Arrays.equals(der, position, to, octets, 0, octets.length)) {
      throw fault("[" + what + "] is not the one that the profile allows");
    }
    position = to;
  }

  /** Steps over exactly this AlgorithmIdentifier. */
  void algorithm(byte[] octets, String what) {
    boolean same = startsWith(octets);
    element(SEQUENCE);
    if (!same) {
      throw new InvalidEnvelopeException(
          CMS_ALGORITHM, "an algorithm is not [" + what + "], the one that the profile allows");
    }
  }

  /** Whether these octets come next. */
  boolean startsWith(byte[] octets) {
    int to = position + octets.length;
    return to <= end && Arrays.equals(der, position, to, octets, 0, octets.length);
  }

  boolean more() {
    return position < end;
  }

  /** Proves that the element has no further parts. */
  void end() {
    if (position != end) {
      throw fault("[" + (end - position) + "] octets follow where none may");
    }
  }

  private int header(int tag) {
    if (position + 2 > end || (der[position] & 0xff) != tag) {
      throw fault("an element with tag [" + Integer.toHexString(tag) + "] was expected");
    }
    int first = der[position + 1] & 0xff;
    position += 2;
    int length = first < 0x80 ? first : longLength(first & 0x7f);
    if (length > end - position) {
      throw fault("an element of [" + length + "] octets reaches beyond its end");
    }
    return length;
  }

  private int longLength(int octets) {
    if (octets < 1 || octets > 4 || octets > end - position) {
      throw fault("a length is indefinite or has [" + octets + "] octets");
    }
    long length = 0;
    for (int i = 0; i < octets; i++) {
      length = (length << 8) | (der[position++] & 0xff);
    }
    if (length < 0x80 || length >>> (8 * (octets - 1)) == 0 || length > Integer.MAX_VALUE) {
      throw fault("a length is not in its shortest form or too large");
    }
    return (int) length;
  }

  private InvalidEnvelopeException fault(String what) {
    return new InvalidEnvelopeException(
        CMS_FORM, "Cannot read DER at octet [" + position + "]: " + what);
  }
}
