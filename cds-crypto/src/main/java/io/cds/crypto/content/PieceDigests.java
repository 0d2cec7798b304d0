package io.cds.crypto.content;

import io.cds.api.envelope.Octets;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.format.OctetSink;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.zip.CRC32;

/**
 * The SHA-256 digests of the 1 MiB pieces of a sealed content, and the digest over them that the
 * sender signs.
 *
 * @param list the digests of the pieces one after another, 32 octets each; empty for no octets
 * @param length octets of the content
 * @param crc32 CRC-32 of the content, for the .zip form
 */
public record PieceDigests(Octets list, long length, long crc32) {

  /** Octets of every piece but the last. */
  public static final int PIECE = 1 << 20;

  /** SHA-256 over the list: the {@code content.digest} of the routing record. */
  public byte[] root() {
    return Digests.sha256(list.toArray());
  }

  /** Digests octets on their way to another sink. Not safe for concurrent use. */
  public static final class Collector implements OctetSink {

    private final MessageDigest piece = Digests.newSha256();
    private final CRC32 crc = new CRC32();
    private final ByteArrayOutputStream list = new ByteArrayOutputStream();
    private long length;

    @Override
    public void write(byte[] octets, int offset, int count) {
      crc.update(octets, offset, count);
      int from = offset;
      int left = count;
      while (left > 0) {
        int n = (int) Math.min(left, PIECE - length % PIECE);
        piece.update(octets, from, n);
        length += n;
        from += n;
        left -= n;
        if (length % PIECE == 0) {
          list.writeBytes(piece.digest());
        }
      }
    }

    /** The digests of everything written; the collector is spent. */
    public PieceDigests digests() {
      if (length % PIECE != 0) {
        list.writeBytes(piece.digest());
      }
      return new PieceDigests(Octets.of(list.toByteArray()), length, crc.getValue());
    }
  }
}
