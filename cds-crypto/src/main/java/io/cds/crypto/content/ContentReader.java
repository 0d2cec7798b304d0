package io.cds.crypto.content;

import static io.cds.api.envelope.InvalidReason.ATTACHMENT_COMPRESSION;
import static io.cds.api.envelope.InvalidReason.ATTACHMENT_LENGTH;
import static io.cds.api.envelope.InvalidReason.PADDING;

import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.crypto.format.OctetSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads the plaintext of a content: each attachment from exactly its stored octets to exactly its
 * length, then the padding.
 *
 * <p>What an attachment yields is complete only when {@link #read} returned; whoever takes the
 * octets must undo them otherwise. Constant memory, one thread at a time.
 */
public final class ContentReader {

  private static final int RUN = 64 * 1024;

  private final InputStream plain;
  private byte[] in = new byte[0];

  /** Begins at the first octet of the plaintext. */
  public ContentReader(InputStream plain) {
    this.plain = plain;
  }

  /**
   * Reads the next attachment.
   *
   * @throws InvalidEnvelopeException when its octets are not what the manifest says
   */
  public void read(Stored attachment, OctetSink to) throws IOException {
    switch (attachment.compression()) {
      case NONE -> stored(attachment, to);
      case DEFLATE -> inflate(attachment, to);
      case ZSTD -> expand(attachment, to);
    }
  }

  /** Passes over the next attachment without expanding it. */
  public void skip(Stored attachment) throws IOException {
    long left = attachment.stored();
    while (left > 0) {
      left -= fill(left);
    }
  }

  /** Reads the rest, which must be zero. */
  public void end() throws IOException {
    room(4096);
    int n = plain.readNBytes(in, 0, in.length);
    while (n > 0) {
      int or = 0;
      for (int i = 0; i < n; i++) {
        or |= in[i];
      }
      if (or != 0) {
        throw new InvalidEnvelopeException(
            PADDING, "Cannot open the content: what follows the attachments is not zero");
      }
      n = plain.readNBytes(in, 0, in.length);
    }
  }

  private void stored(Stored attachment, OctetSink to) throws IOException {
    if (attachment.stored() != attachment.length()) {
      throw wrongLength(attachment);
    }
    long left = attachment.stored();
    while (left > 0) {
      int n = fill(left);
      to.write(in, 0, n);
      left -= n;
    }
  }

  private void expand(Stored attachment, OctetSink to) throws IOException {
    Compressions.demandZstd();
    try (Frame frame = new Frame(attachment.length())) {
      long left = attachment.stored();
      while (left > 0) {
        int n = fill(left);
        left -= n;
        frame.write(in, n, to);
      }
      frame.end();
    }
  }

  private void inflate(Stored attachment, OctetSink to) throws IOException {
    Inflater inflater = new Inflater();
    byte[] out = new byte[(int) Math.min(RUN, attachment.length() + 1)];
    try {
      long left = attachment.stored();
      while (left > 0) {
        int n = fill(left);
        left -= n;
        inflater.setInput(in, 0, n);
        drain(inflater, out, attachment, to);
        if (inflater.getRemaining() > 0 || (inflater.finished() && left > 0)) {
          throw corrupt("octets follow its end");
        }
      }
      if (!inflater.finished()) {
        throw corrupt("it ends before its checksum");
      }
      if (inflater.getBytesWritten() != attachment.length()) {
        throw wrongLength(attachment);
      }
    } finally {
      inflater.end();
    }
  }

  private static void drain(Inflater inflater, byte[] out, Stored attachment, OctetSink to)
      throws IOException {
    try {
      int n = 1;
      while (n > 0 && !inflater.finished()) {
        n = inflater.inflate(out);
        if (inflater.needsDictionary()) {
          throw corrupt("it asks for a dictionary");
        }
        if (inflater.getBytesWritten() > attachment.length()) {
          throw wrongLength(attachment);
        }
        to.write(out, 0, n);
      }
    } catch (DataFormatException e) {
      throw new InvalidEnvelopeException(
          ATTACHMENT_COMPRESSION, "Cannot expand an attachment: its stream is corrupt", e);
    }
  }

  private int fill(long left) throws IOException {
    room(left);
    int wanted = (int) Math.min(in.length, left);
    int n = plain.readNBytes(in, 0, wanted);
    if (n < wanted) {
      throw new InvalidEnvelopeException(
          ATTACHMENT_LENGTH, "Cannot open an attachment: the content ends within it");
    }
    return n;
  }

  /** Makes the run as long as so many octets ask for, within bounds. */
  private void room(long octets) {
    int wanted = (int) Math.min(RUN, octets);
    if (in.length < wanted) {
      in = new byte[wanted];
    }
  }

  static InvalidEnvelopeException corrupt(String how) {
    return new InvalidEnvelopeException(
        ATTACHMENT_COMPRESSION, "Cannot expand an attachment: " + how);
  }

  private static InvalidEnvelopeException wrongLength(Stored attachment) {
    return new InvalidEnvelopeException(
        ATTACHMENT_LENGTH,
        "Cannot open an attachment: it does not yield the ["
            + attachment.length()
            + "] octets that the manifest says");
  }
}
