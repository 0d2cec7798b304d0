package io.cds.api.spi;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.Watch;
import io.cds.api.envelope.CheckedRouting;
import io.cds.api.envelope.Manifest;
import java.io.IOException;

/**
 * A message whose manifest was opened and whose attachments open one by one, in any order and as
 * often as wanted. Holds the key of the content until it is closed.
 *
 * <p><b>Guarantees.</b> Nothing is released from a piece of 1 MiB whose digest is not the signed
 * one. <b>Does not</b> check the pieces that no attachment was read from.
 *
 * <p><b>Threading.</b> One thread at a time.
 */
public interface OpenMessage extends AutoCloseable {
  /** The routing record, checked. */
  CheckedRouting routing();

  /** The manifest, checked. */
  Manifest manifest();

  /**
   * Opens one attachment into a sink, which it finishes; on any fault or cancellation the sink is
   * left unfinished for the caller to close. Reads the first and the last piece of the content and
   * those that the attachment lies in.
   *
   * @param index in the manifest, from 0
   * @param watch told of the attachment's octets as they are stored in the content
   * @throws IndexOutOfBoundsException when the manifest has no such attachment
   * @throws io.cds.api.envelope.InvalidEnvelopeException when a piece or the attachment is not what
   *     was signed
   * @throws io.cds.api.CdsException {@code CANCELLED} if the watch says so
   */
  ContentRef attachment(int index, Sink sink, Watch watch) throws IOException;

  /** Wipes the key of the content. */
  @Override
  void close();
}
