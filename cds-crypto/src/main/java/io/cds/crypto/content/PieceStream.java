package io.cds.crypto.content;

import static io.cds.api.envelope.InvalidReason.CONTENT_DIGEST;
import static io.cds.api.envelope.InvalidReason.CONTENT_LENGTH;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.crypto.algorithm.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Hands out the octets of a sealed content one checked piece after another.
 *
 * <p>Guarantees: nothing of a piece is handed out before its digest was found right; the end is
 * reported only where the signed length puts it. Holds one piece of 1 MiB.
 */
public final class PieceStream extends InputStream {

  private final InputStream octets;
  private final byte[] list;
  private final long length;
  private final byte[] piece;
  private final MessageDigest digest = Digests.newSha256();
  private long passed;
  private int position;
  private int available;

  /**
   * Reads a content whose digests were compared with the signed one.
   *
   * @param checked the digests, as {@link #check} let them pass
   */
  public PieceStream(InputStream octets, PieceDigests checked) {
    this.octets = octets;
    this.list = checked.list().toArray();
    this.length = checked.length();
    this.piece = new byte[(int) Math.min(PieceDigests.PIECE, length)];
  }

  /** Proves that the digests are the ones that the sender signed. */
  public static void check(PieceDigests digests, long signedLength, byte[] signedDigest) {
    if (digests.length() != signedLength) {
      throw new InvalidEnvelopeException(
          CONTENT_LENGTH,
          "Cannot open the content: it has ["
              + digests.length()
              + "] octets, the routing record says ["
              + signedLength
              + "]");
    }
    if (!MessageDigest.isEqual(digests.root(), signedDigest)) {
      throw new InvalidEnvelopeException(
          CONTENT_DIGEST, "Cannot open the content: its digest is not the signed one");
    }
  }

  @Override
  public int read() throws IOException {
    return more() ? piece[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (!more()) {
      return -1;
    }
    int n = Math.min(count, available - position);
    System.arraycopy(piece, position, target, offset, n);
    position += n;
    return n;
  }

  @Override
  public void close() throws IOException {
    octets.close();
  }

  private boolean more() throws IOException {
    if (position < available) {
      return true;
    }
    if (passed == length) {
      return false;
    }
    position = 0;
    available = 0;
    int n = (int) Math.min(PieceDigests.PIECE, length - passed);
    if (octets.readNBytes(piece, 0, n) != n) {
      throw new InvalidEnvelopeException(
          CONTENT_LENGTH, "Cannot open the content: it ends before its [" + length + "] octets");
    }
    check(n);
    passed += n;
    available = n;
    return true;
  }

  private void check(int n) {
    digest.update(piece, 0, n);
    byte[] found = digest.digest();
    int number = (int) (passed / PieceDigests.PIECE);
    int at = number * Digests.LENGTH;
    if (!Arrays.equals(found, 0, Digests.LENGTH, list, at, at + Digests.LENGTH)) {
      throw new InvalidEnvelopeException(
          CONTENT_DIGEST, "Cannot open piece [" + number + "] of the content: its digest is wrong");
    }
  }
}
