package io.cds.crypto.content;

import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.crypto.cobblestone.Cobblestone;
import java.io.InputStream;

/** Opens a content in one pass. */
public final class ContentOpener {

  private ContentOpener() {}

  /**
   * The plaintext, opened as it is read: chunk by chunk if the caller is alone, else piece by
   * piece.
   *
   * <p>Guarantees: every octet handed out belongs to a chunk whose tag was right; the end is
   * reported only after the digest of the whole was found to be the signed one. Whoever takes the
   * octets keeps them apart until then: a recipient of the same message can make tags, never the
   * digest. Once a read has failed, every later read fails. Closing it wipes the clear octets and
   * closes the sealed ones. Used by one thread.
   *
   * @param octets the sealed content from its first octet on
   * @param signed length and digest that the sender signed
   * @param inputKey the 32 octets that it was sealed with
   * @param context the context that it was sealed with
   * @throws InvalidEnvelopeException when no content has the signed length
   */
  public static InputStream open(
      InputStream octets, Extent signed, byte[] inputKey, byte[] context, Crew crew) {
    Cobblestone.plainLength(signed.length());
    return crew.width() == 1
        ? new ChunkOpener(octets, signed, inputKey, context)
        : new PieceOpener(octets, signed, inputKey, context, crew);
  }
}
