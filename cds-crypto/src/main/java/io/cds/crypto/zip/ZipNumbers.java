package io.cds.crypto.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The numbers of the .zip form, APPNOTE.TXT 6.3.10. All of them little-endian. */
final class ZipNumbers {

  static final int LOCAL = 0x04034b50;
  static final int CENTRAL = 0x02014b50;
  static final int END = 0x06054b50;
  static final int END_64 = 0x06064b50;
  static final int LOCATOR_64 = 0x07064b50;

  static final int LOCAL_LENGTH = 30;
  static final int END_LENGTH = 22;

  static final short VERSION = 10;
  static final short VERSION_64 = 45;

  /** 1 January 1980, 00:00:00: the form tells no times. */
  static final short TIME = 0;

  static final short DATE = 0x21;

  static final short EXTRA_64 = 1;
  static final long SATURATED = 0xffff_ffffL;

  private ZipNumbers() {}

  static ByteBuffer over(byte[] octets) {
    return ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
  }
}
