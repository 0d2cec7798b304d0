package io.cds.crypto.content;

import io.cds.api.envelope.Extent;
import io.cds.crypto.format.OctetSink;
import java.io.IOException;

/** Seals a content. Used by one thread. */
public interface ContentSealer extends OctetSink, AutoCloseable {

  /**
   * Begins a content: chunk by chunk if the caller is alone, else piece by piece.
   *
   * @param inputKey 32 random octets
   * @param salt 24 random octets, never used before with the same key
   * @param context what the message belongs to; the reader must name the same
   * @param out takes the sealed octets, on the caller's thread
   */
  static ContentSealer of(byte[] inputKey, byte[] salt, byte[] context, OctetSink out, Crew crew) {
    return crew.width() == 1
        ? new ChunkSealer(inputKey, salt, context, out)
        : new PieceSealer(inputKey, salt, context, out, crew);
  }

  /** Seals the last chunk and returns length and digest of the content. */
  Extent finish() throws IOException;

  /** Waits for whoever is at work, and wipes the clear octets. */
  @Override
  void close();
}
