package io.cds.crypto.envelope;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/** A .zip of the profile but for its names and their order; every entry is one octet. */
final class RawZip {

  private static final byte[] OCTET = {'x'};
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;

  private RawZip() {}

  static String id(int number) {
    return "019a9e7c-1234-7abc-8def-%012d".formatted(number);
  }

  static byte[] of(String... names) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream central = new ByteArrayOutputStream();
    for (String name : names) {
      central.writeBytes(central(name, out.size()));
      out.writeBytes(header(name, 1));
      out.writeBytes(OCTET);
    }
    int at = out.size();
    out.writeBytes(central.toByteArray());
    byte[] octets = new byte[22];
    ByteBuffer end = over(octets).putInt(END).putInt(0);
    end.putShort((short) names.length).putShort((short) names.length);
    end.putInt(central.size()).putInt(at);
    out.writeBytes(octets);
    return out.toByteArray();
  }

  /** The entries without the central directory. */
  static byte[] local(String... names) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String name : names) {
      out.writeBytes(header(name, 1));
      out.writeBytes(OCTET);
    }
    return out.toByteArray();
  }

  /** The local header of an entry. */
  static byte[] header(String name, long length) {
    boolean large = length >= 0xffffffffL;
    byte[] letters = name.getBytes(ISO_8859_1);
    byte[] octets = new byte[30 + letters.length + (large ? 20 : 0)];
    ByteBuffer header = over(octets).putInt(LOCAL);
    header.putShort((short) (large ? 45 : 10));
    common(header, letters.length, length, large ? 20 : 0).put(letters);
    if (large) {
      header.putShort((short) 1).putShort((short) 16).putLong(length).putLong(length);
    }
    return octets;
  }

  private static byte[] central(String name, int offset) {
    byte[] letters = name.getBytes(ISO_8859_1);
    byte[] octets = new byte[46 + letters.length];
    ByteBuffer header = over(octets).putInt(CENTRAL);
    header.putShort((short) 10).putShort((short) 10);
    common(header, letters.length, 1, 0).putShort((short) 0).putShort((short) 0);
    header.putShort((short) 0).putInt(0).putInt(offset).put(letters);
    return octets;
  }

  private static ByteBuffer common(ByteBuffer header, int letters, long length, int extra) {
    int size = (int) Math.min(length, 0xffffffffL);
    CRC32 crc = new CRC32();
    crc.update(OCTET);
    header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort((short) 0x21);
    header.putInt((int) crc.getValue()).putInt(size).putInt(size);
    return header.putShort((short) letters).putShort((short) extra);
  }

  private static ByteBuffer over(byte[] octets) {
    return ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
  }
}
