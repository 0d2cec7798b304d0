package io.cds.crypto.zip;

import static io.cds.api.envelope.InvalidReason.ZIP_LIMIT;
import static io.cds.api.envelope.InvalidReason.ZIP_PROFILE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.crypto.format.OctetSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Reads a .zip front to back. Each local header is taken apart, written again and compared; the
 * central directory and the end must be the octets that follow from the entries read.
 */
final class ZipInput {

  private final InputStream in;
  private final int maxEntries;
  private final ByteArrayOutputStream central = new ByteArrayOutputStream();
  private final byte[] run = new byte[64 * 1024];
  private long position;
  private int entries;

  ZipInput(InputStream in, int maxEntries) {
    this.in = in;
    this.maxEntries = maxEntries;
  }

  /** The next entry, or nothing once the central directory and the end were found right. */
  Optional<ZipEntryRecord> next() throws IOException {
    long offset = position;
    byte[] signature = take(4);
    if (ZipNumbers.over(signature).getInt() != ZipNumbers.LOCAL) {
      end(signature, offset);
      return Optional.empty();
    }
    if (entries == maxEntries) {
      throw new InvalidEnvelopeException(
          ZIP_LIMIT, "more than [" + maxEntries + "] entries in one .zip");
    }
    ZipEntryRecord entry = header(signature, offset);
    central.writeBytes(entry.central());
    entries++;
    return Optional.of(entry);
  }

  /** Passes the octets of an entry on; its checksum is proved at the end. */
  void content(ZipEntryRecord entry, OctetSink to) throws IOException {
    CRC32 crc = new CRC32();
    long left = entry.length();
    while (left > 0) {
      int n = in.readNBytes(run, 0, (int) Math.min(run.length, left));
      if (n == 0) {
        throw refused("the .zip ends within an entry");
      }
      crc.update(run, 0, n);
      to.write(run, 0, n);
      left -= n;
      position += n;
    }
    if (crc.getValue() != entry.crc()) {
      throw refused("an entry's checksum is wrong");
    }
  }

  private ZipEntryRecord header(byte[] signature, long offset) throws IOException {
    byte[] fixed = Arrays.copyOf(signature, ZipNumbers.LOCAL_LENGTH);
    System.arraycopy(take(fixed.length - 4), 0, fixed, 4, fixed.length - 4);
    ByteBuffer fields = ZipNumbers.over(fixed);
    int nameLength = fields.getShort(26) & 0xffff;
    int extraLength = fields.getShort(28) & 0xffff;
    if (nameLength > EntryName.MAX_LENGTH || (extraLength != 0 && extraLength != 20)) {
      throw refused("a local header has a name or an extra field of another length");
    }
    byte[] name = take(nameLength);
    byte[] extra = take(extraLength);
    long length = fields.getInt(22) & ZipNumbers.SATURATED;
    if (extraLength > 0) {
      length = ZipNumbers.over(extra).getLong(4);
    }
    long crc = fields.getInt(14) & ZipNumbers.SATURATED;
    String text = EntryName.parse(new String(name, ISO_8859_1)).text();
    ZipEntryRecord entry = new ZipEntryRecord(text, length, crc, offset);
    byte[] found = join(fixed, name, extra);
    if (length < 0 || !Arrays.equals(entry.local(), found)) {
      throw refused("a local header is not of the form");
    }
    return entry;
  }

  private void end(byte[] first, long offset) throws IOException {
    byte[] end = ZipEntryRecord.end(entries, central.size(), offset);
    byte[] expected = join(central.toByteArray(), end);
    byte[] rest = in.readNBytes(expected.length - first.length + 1);
    if (!Arrays.equals(join(first, rest), expected)) {
      throw refused(
          "the central directory or the end record is not the one that follows from the entries,"
              + " or octets follow it");
    }
  }

  private byte[] take(int length) throws IOException {
    byte[] octets = in.readNBytes(length);
    if (octets.length < length) {
      throw refused("the .zip ends within a header");
    }
    position += length;
    return octets;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static InvalidEnvelopeException refused(String what) {
    return new InvalidEnvelopeException(ZIP_PROFILE, what);
  }
}
