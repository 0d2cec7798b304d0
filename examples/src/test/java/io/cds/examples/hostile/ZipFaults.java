package io.cds.examples.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes a .zip that is not of the form, of one that is. */
final class ZipFaults {
  private static final int NAME = 30;
  private static final int ID = 36;

  private ZipFaults() {}

  /** The name of the first entry leads outside, in the central header and perhaps in the local. */
  static byte[] renamed(byte[] zip, boolean both) {
    byte[] result = zip.clone();
    byte[] up = "../".getBytes(ISO_8859_1);
    System.arraycopy(up, 0, result, text(zip).lastIndexOf(firstName(zip)), up.length);
    if (both) {
      System.arraycopy(up, 0, result, NAME, up.length);
    }
    return result;
  }

  static byte[] otherCentralSize(byte[] zip) {
    byte[] result = zip.clone();
    result[text(zip).lastIndexOf(firstName(zip)) - 46 + 24] ^= 1;
    return result;
  }

  /** All parts stand under another message's id. */
  static byte[] otherId(byte[] zip) {
    String id = firstName(zip).substring(0, ID);
    String other = id.substring(0, ID - 1) + (id.endsWith("0") ? "1" : "0");
    return text(zip).replace(id + "/", other + "/").getBytes(ISO_8859_1);
  }

  /** Two copies of everything, one after another, as another program would write them. */
  static byte[] twice(byte[] zip) {
    int central = text(zip).indexOf("PK\1\2");
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(zip, 0, central);
    both.write(zip, 0, zip.length);
    return both.toByteArray();
  }

  /** Zeros deflated by the .zip itself. */
  static byte[] deflated(byte[] zip) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream other = new ZipOutputStream(out)) {
      other.putNextEntry(new ZipEntry(firstName(zip)));
      byte[] zeros = new byte[30_000];
      for (int i = 0; i < 1_000; i++) {
        other.write(zeros);
      }
      other.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A header that declares 1 GB for this part, with what may stand before it, and little more. */
  static byte[] declared(String part, byte[] zip) {
    return declared(firstName(zip).substring(0, ID), part);
  }

  private static byte[] declared(String id, String part) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (part.equals("manifest.p7m")) {
      out.writeBytes(entry(id + "/routing.p7s", new byte[100]));
    }
    out.writeBytes(header(id + "/" + part, 1_000_000_000, 0));
    out.writeBytes(new byte[100]);
    return out.toByteArray();
  }

  /** A .zip as long as one likes that declares 1 GB for this part. */
  static InputStream endless(String part) {
    byte[] begin = declared("019a9e7c-1234-7abc-8def-000000000001", part);
    return new SequenceInputStream(new ByteArrayInputStream(begin), zeros(Long.MAX_VALUE));
  }

  /** So many zeros, without the memory. */
  static InputStream zeros(long length) {
    return new InputStream() {
      private long left = length;

      @Override
      public int read() {
        return left-- > 0 ? 0 : -1;
      }

      @Override
      public int read(byte[] into, int from, int most) {
        int n = (int) Math.min(most, left);
        Arrays.fill(into, from, from + n, (byte) 0);
        left -= n;
        return n == 0 && most > 0 ? -1 : n;
      }
    };
  }

  /** So many entries, made as they are read. */
  @SuppressWarnings("JdkObsolete") // the one thing that a sequence of streams takes
  static InputStream endless(int entries) {
    return new InputStream() {
      private InputStream now = InputStream.nullInputStream();
      private int given;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int from, int most) throws IOException {
        int n = now.read(into, from, most);
        while (n < 0 && given < entries) {
          now = new ByteArrayInputStream(receipt(given++));
          n = now.read(into, from, most);
        }
        return n;
      }
    };
  }

  /** So many small receipts. */
  static byte[] receipts(int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      out.writeBytes(receipt(i));
    }
    return out.toByteArray();
  }

  /** Heads with manifests of this size. */
  static byte[] manifests(int count, int size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      String id = "019a9e7c-1234-7abc-8def-%012d/".formatted(i);
      out.writeBytes(entry(id + "routing.p7s", new byte[100]));
      out.writeBytes(entry(id + "manifest.p7m", new byte[size]));
    }
    return out.toByteArray();
  }

  /** The i-th of a long row of receipts, a hundred to a message. */
  static byte[] receipt(int i) {
    return entry(
        "019a9e7c-1234-7abc-8def-%012d/receipts/%03d.p7s".formatted(i / 100, i % 100 + 1),
        new byte[] {1});
  }

  private static byte[] entry(String name, byte[] octets) {
    CRC32 crc = new CRC32();
    crc.update(octets);
    byte[] header = header(name, octets.length, (int) crc.getValue());
    byte[] result = Arrays.copyOf(header, header.length + octets.length);
    System.arraycopy(octets, 0, result, header.length, octets.length);
    return result;
  }

  /** A right local header. */
  private static byte[] header(String name, int size, int crc) {
    ByteBuffer header = ByteBuffer.allocate(NAME + name.length()).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x04034b50).putShort((short) 10).putShort((short) 0).putShort((short) 0);
    header.putShort((short) 0).putShort((short) 0x21).putInt(crc).putInt(size).putInt(size);
    header.putShort((short) name.length()).putShort((short) 0).put(name.getBytes(ISO_8859_1));
    return header.array();
  }

  private static String firstName(byte[] zip) {
    return text(zip).substring(NAME, NAME + zip[26]);
  }

  private static String text(byte[] zip) {
    return new String(zip, ISO_8859_1);
  }
}
