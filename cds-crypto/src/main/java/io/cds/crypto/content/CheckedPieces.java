package io.cds.crypto.content;

import static io.cds.api.envelope.InvalidReason.CONTENT_DIGEST;
import static io.cds.api.envelope.InvalidReason.CONTENT_LENGTH;

import io.cds.api.Source;
import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.cobblestone.RandomOctets;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A sealed content at any place, each piece checked against its digest before an octet of it is
 * given. The list of digests counts only if its own digest is the signed one.
 *
 * <p>Memory: one piece. Used by one thread.
 */
public final class CheckedPieces implements RandomOctets {

  private static final int PIECE = PieceDigests.PIECE;

  private final Source content;
  private final byte[] digests;
  private byte[] piece = new byte[0];
  private long held = -1;

  /**
   * Checks the list.
   *
   * @param signed length and digest that the sender signed
   * @param digests the SHA-256 of each piece in order
   * @throws InvalidEnvelopeException when the content has another length, or the list is not that
   *     of the signed content
   */
  public CheckedPieces(Source content, Extent signed, Octets digests) {
    if (content.length() != signed.length()) {
      throw new InvalidEnvelopeException(
          CONTENT_LENGTH,
          "Cannot open the content: it has ["
              + content.length()
              + "] octets, the routing record says ["
              + signed.length()
              + "]");
    }
    this.content = content;
    this.digests = digests.toArray();
    if (!Digests.digest(this.digests).equals(signed.digest())) {
      throw new InvalidEnvelopeException(
          CONTENT_DIGEST,
          "Cannot open a part of the content: the list of digests is not that of the signed content");
    }
  }

  @Override
  public long length() {
    return content.length();
  }

  @Override
  public void read(long position, byte[] octets, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      hold((position + done) / PIECE);
      int from = (int) ((position + done) % PIECE);
      int n = Math.min(length - done, piece.length - from);
      System.arraycopy(piece, from, octets, offset + done, n);
      done += n;
    }
  }

  private void hold(long number) throws IOException {
    if (number == held) {
      return;
    }
    held = -1;
    long from = number * PIECE;
    int n = (int) Math.min(PIECE, length() - from);
    try (InputStream in = content.open(from, n)) {
      piece = in.readNBytes(n);
    }
    int at = (int) number * Digests.LENGTH;
    byte[] wanted = Arrays.copyOfRange(digests, at, at + Digests.LENGTH);
    if (piece.length != n || !Arrays.equals(Digests.sha256(piece), wanted)) {
      throw new InvalidEnvelopeException(
          CONTENT_DIGEST,
          "Cannot open a part of the content: the digest of piece ["
              + number
              + "] is not the signed one");
    }
    held = number;
  }
}
