package io.cds.examples.format;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;

/** The same values in another writing. */
public final class Der {
  private static final int OCTET_STRING = 4;
  private static final BigInteger ORDER_OF_P256 =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private Der() {}

  /** The outermost length in three octets where two are enough. */
  public static byte[] longerForm(byte[] der) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {der[0], (byte) 0x83, 0});
    out.write(der, 2, der.length - 2);
    return out.toByteArray();
  }

  /** The outermost length left open, as BER allows. */
  public static byte[] indefinite(byte[] der) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {der[0], (byte) 0x80});
    out.write(der, 4, der.length - 4);
    out.writeBytes(new byte[2]);
    return out.toByteArray();
  }

  /** A SignedData with n − s in place of s: as valid, and made without the key. */
  public static byte[] otherForm(byte[] signed) {
    var lengths = new ArrayList<Integer>();
    int at = 0;
    while (signed[at] != OCTET_STRING) {
      lengths.add(start(signed, at) - 1);
      at = lastChild(signed, at);
    }
    lengths.add(at + 1);
    lengths.add(at + 3);
    int s = lastChild(signed, at + 2);
    lengths.add(s + 1);
    var old = new BigInteger(Arrays.copyOfRange(signed, s + 2, signed.length));
    var turned = ORDER_OF_P256.subtract(old).toByteArray();
    var result = Arrays.copyOf(signed, s + 2 + turned.length);
    System.arraycopy(turned, 0, result, s + 2, turned.length);
    lengths.forEach(length -> result[length] += (byte) (result.length - signed.length));
    return result;
  }

  private static int lastChild(byte[] der, int parent) {
    int at = start(der, parent);
    while (end(der, at) < end(der, parent)) {
      at = end(der, at);
    }
    return at;
  }

  private static int start(byte[] der, int at) {
    return at + 2 + (der[at + 1] < 0 ? der[at + 1] & 0x7f : 0);
  }

  private static int end(byte[] der, int at) {
    int length = der[at + 1];
    if (length < 0) {
      length = new BigInteger(1, Arrays.copyOfRange(der, at + 2, start(der, at))).intValueExact();
    }
    return start(der, at) + length;
  }
}
