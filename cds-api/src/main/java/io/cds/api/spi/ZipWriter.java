package io.cds.api.spi;

import io.cds.api.MessageId;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.SignedReceipt;
import java.io.IOException;
import java.util.List;

/**
 * Writes the .zip form, group by group. {@link #finish()} completes it; without it the .zip is
 * broken by intent.
 */
public interface ZipWriter {
  /** A whole envelope with receipts. */
  void envelope(MessageId id, Envelope envelope, List<SignedReceipt> receipts) throws IOException;

  /** A head alone (WIRE only) with receipts. */
  void head(MessageId id, EnvelopeHead head, List<SignedReceipt> receipts) throws IOException;

  /** Receipts alone, at least one. */
  void receipts(MessageId id, List<SignedReceipt> receipts) throws IOException;

  /** Writes the central directory and flushes; does not close the stream. */
  void finish() throws IOException;
}
