package io.cds.crypto.zip;

import static io.cds.crypto.zip.ZipNumbers.SATURATED;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * One entry of a .zip; everything that its two headers say follows from these four values.
 *
 * @param name the name, ASCII
 * @param length octets of the entry
 * @param crc CRC-32 of the entry
 * @param offset where its local header begins
 */
record ZipEntryRecord(String name, long length, long crc, long offset) {

  /** The local header. */
  byte[] local() {
    boolean large = length >= SATURATED;
    byte[] octets = new byte[ZipNumbers.LOCAL_LENGTH + name.length() + (large ? 20 : 0)];
    ByteBuffer header = ZipNumbers.over(octets);
    header.putInt(ZipNumbers.LOCAL);
    header.putShort(large ? ZipNumbers.VERSION_64 : ZipNumbers.VERSION);
    common(header, large ? 20 : 0);
    header.put(name.getBytes(US_ASCII));
    if (large) {
      header.putShort(ZipNumbers.EXTRA_64).putShort((short) 16).putLong(length).putLong(length);
    }
    return octets;
  }

  /** The header in the central directory. */
  byte[] central() {
    boolean large = length >= SATURATED;
    boolean far = offset >= SATURATED;
    int values = (large ? 16 : 0) + (far ? 8 : 0);
    int extra = values == 0 ? 0 : 4 + values;
    short version = extra == 0 ? ZipNumbers.VERSION : ZipNumbers.VERSION_64;
    byte[] octets = new byte[46 + name.length() + extra];
    ByteBuffer header = ZipNumbers.over(octets);
    header.putInt(ZipNumbers.CENTRAL).putShort(version).putShort(version);
    common(header, extra);
    header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
    header.putInt((int) Math.min(offset, SATURATED));
    header.put(name.getBytes(US_ASCII));
    if (extra > 0) {
      header.putShort(ZipNumbers.EXTRA_64).putShort((short) values);
    }
    if (large) {
      header.putLong(length).putLong(length);
    }
    if (far) {
      header.putLong(offset);
    }
    return octets;
  }

  /** Flags, method, time, date, checksum, sizes and lengths, which both headers share. */
  private void common(ByteBuffer header, int extra) {
    int size = (int) Math.min(length, SATURATED);
    header.putShort((short) 0).putShort((short) 0);
    header.putShort(ZipNumbers.TIME).putShort(ZipNumbers.DATE);
    header.putInt((int) crc).putInt(size).putInt(size);
    header.putShort((short) name.length()).putShort((short) extra);
  }

  /** The end of the file: zip64 records exactly when a number needs them, then the end record. */
  static byte[] end(int entries, long centralLength, long centralOffset) {
    boolean large = centralOffset >= SATURATED || centralLength >= SATURATED;
    byte[] octets = new byte[ZipNumbers.END_LENGTH + (large ? 76 : 0)];
    ByteBuffer end = ZipNumbers.over(octets);
    if (large) {
      end.putInt(ZipNumbers.END_64).putLong(44);
      end.putShort(ZipNumbers.VERSION_64).putShort(ZipNumbers.VERSION_64).putInt(0).putInt(0);
      end.putLong(entries).putLong(entries).putLong(centralLength).putLong(centralOffset);
      end.putInt(ZipNumbers.LOCATOR_64).putInt(0).putLong(centralOffset + centralLength).putInt(1);
    }
    end.putInt(ZipNumbers.END).putShort((short) 0).putShort((short) 0);
    end.putShort((short) entries).putShort((short) entries);
    end.putInt((int) Math.min(centralLength, SATURATED));
    end.putInt((int) Math.min(centralOffset, SATURATED)).putShort((short) 0);
    return octets;
  }
}
