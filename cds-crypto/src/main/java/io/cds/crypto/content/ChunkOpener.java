package io.cds.crypto.content;

import static io.cds.api.envelope.InvalidReason.CONTENT_DIGEST;
import static io.cds.api.envelope.InvalidReason.CONTENT_LENGTH;

import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.crypto.cobblestone.CobblestoneStream;
import io.cds.crypto.format.BulkInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Opens a content on one thread: each chunk is digested, decrypted and handed out while it is in
 * the processor's cache.
 */
final class ChunkOpener extends InputStream {

  private final SignedOctets signed;
  private final CobblestoneStream plain;

  ChunkOpener(InputStream octets, Extent signed, byte[] inputKey, byte[] context) {
    this.signed = new SignedOctets(octets, signed);
    this.plain = new CobblestoneStream(this.signed, inputKey, context);
  }

  @Override
  public int read() throws IOException {
    int octet = plain.read();
    if (octet < 0) {
      signed.demandEnd();
    }
    return octet;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    int n = plain.read(target, offset, count);
    if (n < 0) {
      signed.demandEnd();
    }
    return n;
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }

  /** The sealed octets, as many as were signed, digested as they pass. */
  private static final class SignedOctets extends BulkInputStream {

    private final InputStream octets;
    private final Extent signed;
    private final PieceDigests digests = new PieceDigests();
    private long left;
    private boolean proven;
    private @Nullable InvalidEnvelopeException fault;

    SignedOctets(InputStream octets, Extent signed) {
      this.octets = octets;
      this.signed = signed;
      this.left = signed.length();
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = octets.read(target, offset, (int) Math.min(count, left));
      if (n < 0) {
        throw length("ends before");
      }
      digests.write(target, offset, n);
      left -= n;
      return n;
    }

    /** Proves that what passed is what was signed. */
    void demandEnd() throws IOException {
      if (!proven && fault == null) {
        fault = fault();
        proven = fault == null;
      }
      if (fault != null) {
        throw fault;
      }
    }

    private @Nullable InvalidEnvelopeException fault() throws IOException {
      if (octets.read() >= 0) {
        return length("goes on after");
      }
      return digests.finish().digest().equals(signed.digest())
          ? null
          : new InvalidEnvelopeException(
              CONTENT_DIGEST, "Cannot open the content: its digest is not the signed one");
    }

    private InvalidEnvelopeException length(String how) {
      return new InvalidEnvelopeException(
          CONTENT_LENGTH,
          "Cannot open the content: it " + how + " its [" + signed.length() + "] octets");
    }

    @Override
    public void close() throws IOException {
      octets.close();
    }
  }
}
