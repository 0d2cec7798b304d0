package io.cds.crypto.content;

import io.cds.crypto.format.OctetSink;
import java.io.IOException;

/** Shrinks one attachment after another, keeping each within the reader's expansion. */
interface Compressor extends AutoCloseable {

  /** Half of what the reader allows, so that octets still within the compressor do no harm. */
  static Expansion half(Expansion reader) {
    return new Expansion(Math.max(1, reader.ratio() / 2), reader.free() / 2);
  }

  /** Octets that the compressed form of a probe has. */
  int probe(byte[] octets, int length);

  /** Begins an attachment of so many octets. */
  void begin(long length);

  /**
   * Compresses a run of octets and returns how many it wrote.
   *
   * @param allowance what this attachment and the whole message have taken up so far
   */
  long write(byte[] octets, int length, Allowance allowance, OctetSink to) throws IOException;

  /** Ends the attachment and returns how many octets that took. */
  long finish(OctetSink to) throws IOException;

  @Override
  void close();

  /** Tells whether what was written so far keeps within an expansion. */
  interface Allowance {

    /** Stored octets that are missing; 0 if none are. */
    long missing(Expansion expansion);
  }
}
