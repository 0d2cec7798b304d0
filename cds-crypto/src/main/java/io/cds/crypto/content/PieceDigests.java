package io.cds.crypto.content;

import io.cds.api.envelope.Extent;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.format.OctetSink;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;

/**
 * Digests a sealed content as it passes: SHA-256 over the SHA-256 of its 1 MiB pieces, one after
 * another. Not safe for concurrent use.
 */
public final class PieceDigests implements OctetSink {

  /** Octets of every piece but the last. */
  public static final int PIECE = 1 << 20;

  private final MessageDigest piece = Digests.newSha256();
  private final ByteArrayOutputStream list = new ByteArrayOutputStream();
  private long length;
  private boolean finished;

  @Override
  public void write(byte[] octets, int offset, int count) {
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

  /** Length and digest of everything written; nothing can be written afterwards. */
  public Extent finish() {
    if (length % PIECE != 0) {
      list.writeBytes(piece.digest());
    }
    finished = true;
    return new Extent(length, Digests.digest(list.toByteArray()));
  }

  /** The digests of all pieces, once it is finished. */
  public byte[] list() {
    if (!finished) {
      throw new IllegalStateException("Cannot list the pieces: the content is not finished");
    }
    return list.toByteArray();
  }
}
