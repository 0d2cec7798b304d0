package io.cds.testkit.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cds.api.MessageId;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.ZipWriter;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes groups one after another, and a mark at the end; a message id may stand there once. */
final class PlainBatchWriter implements ZipWriter {
  static final int MARK = 0x504c4e31;
  static final int GROUP = 'G';
  static final int END = 'E';
  static final long NO_CONTENT = -1;

  private final DataOutputStream out;
  private final Set<MessageId> written = new HashSet<>();

  PlainBatchWriter(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  @Override
  public void envelope(MessageId id, Envelope envelope, List<SignedReceipt> receipts)
      throws IOException {
    begin(id);
    head(envelope.head());
    out.writeLong(envelope.content().length());
    try (InputStream content = envelope.content().open()) {
      content.transferTo(out);
    }
    receipts(receipts);
  }

  @Override
  public void head(MessageId id, EnvelopeHead head, List<SignedReceipt> receipts)
      throws IOException {
    begin(id);
    head(head);
    out.writeLong(NO_CONTENT);
    receipts(receipts);
  }

  @Override
  public void receipts(MessageId id, List<SignedReceipt> receipts) throws IOException {
    begin(id);
    out.writeBoolean(false);
    receipts(receipts);
  }

  private void begin(MessageId id) throws IOException {
    if (!written.add(id)) {
      throw new IOException("message [%s] stands in this batch already".formatted(id));
    }
    if (written.size() == 1) {
      out.writeInt(MARK);
    }
    out.writeByte(GROUP);
    out.write(id.value().getBytes(US_ASCII));
  }

  private void head(EnvelopeHead head) throws IOException {
    out.writeBoolean(true);
    octets(head.routing().toArray());
    octets(head.manifest().toArray());
  }

  private void receipts(List<SignedReceipt> receipts) throws IOException {
    out.writeInt(receipts.size());
    for (SignedReceipt receipt : receipts) {
      octets(receipt.octets().toArray());
    }
  }

  private void octets(byte[] octets) throws IOException {
    out.writeInt(octets.length);
    out.write(octets);
  }

  @Override
  public void finish() throws IOException {
    out.writeByte(END);
    out.flush();
  }
}
