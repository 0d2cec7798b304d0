package io.cds.crypto.zip;

import io.cds.api.MessageId;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.spi.ZipWriter;
import io.cds.crypto.zip.EntryName.Part;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Writes messages in the .zip form; the same messages give the same octets.
 *
 * <p>A content is read twice, once for its checksum. Without {@link #finish()} there is no central
 * directory, and no reader accepts what was written. The first failure is final.
 */
public final class StrictZipWriter implements ZipWriter {

  private final OutputStream out;
  private final ZipForm form;
  private final ZipLimits limits;
  private final GroupOrder order;
  private final ByteArrayOutputStream central = new ByteArrayOutputStream();
  private final byte[] run = new byte[64 * 1024];
  private long position;
  private long held;
  private int entries;
  private boolean ended;

  /** Begins a .zip; the stream stays the caller's. */
  public StrictZipWriter(OutputStream out, ZipForm form, ZipLimits limits) {
    this.out = out;
    this.form = form;
    this.limits = limits;
    this.order = new GroupOrder(form, limits.messages());
  }

  @Override
  public void envelope(MessageId id, Envelope envelope, List<SignedReceipt> receipts)
      throws IOException {
    group(id, Optional.of(envelope.head()), Optional.of(envelope.content()), receipts);
  }

  @Override
  public void head(MessageId id, EnvelopeHead head, List<SignedReceipt> receipts)
      throws IOException {
    if (form != ZipForm.WIRE) {
      throw new IllegalArgumentException(
          "Cannot write the head of ["
              + id
              + "] without content into a .zip of form ["
              + form
              + "]");
    }
    group(id, Optional.of(head), Optional.empty(), receipts);
  }

  @Override
  public void receipts(MessageId id, List<SignedReceipt> receipts) throws IOException {
    if (receipts.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot write [0] receipts of [" + id + "]: expected at least one");
    }
    group(id, Optional.empty(), Optional.empty(), receipts);
  }

  @Override
  public void finish() throws IOException {
    begin();
    out.write(central.toByteArray());
    out.write(ZipEntryRecord.end(entries, central.size(), position));
    out.flush();
  }

  private void group(
      MessageId id,
      Optional<EnvelopeHead> head,
      Optional<Source> content,
      List<SignedReceipt> receipts)
      throws IOException {
    begin();
    order.begin(id);
    if (head.isPresent()) {
      entry(new EntryName(id, Part.ROUTING, 0), head.get().routing());
      if (head.get().routingMldsa().isPresent()) {
        entry(new EntryName(id, Part.ROUTING_MLDSA, 0), head.get().routingMldsa().get());
      }
      entry(new EntryName(id, Part.MANIFEST, 0), head.get().manifest());
    }
    if (content.isPresent()) {
      entry(new EntryName(id, Part.CONTENT, 0), content.get());
    }
    int number = 0;
    for (SignedReceipt receipt : receipts) {
      entry(new EntryName(id, Part.RECEIPT, ++number), receipt.octets());
    }
    order.end();
    ended = false;
  }

  /** Marks the writer ended until the call that began comes through. */
  private void begin() {
    if (ended) {
      throw new IllegalStateException(
          "Cannot write more into the .zip: it is finished or has failed before");
    }
    ended = true;
  }

  private void entry(EntryName name, Octets octets) throws IOException {
    byte[] array = octets.toArray();
    held += array.length;
    if (held > limits.held()) {
      throw new IllegalArgumentException(
          "Cannot write ["
              + held
              + "] octets beside the contents: a .zip has at most ["
              + limits.held()
              + "]");
    }
    CRC32 crc = new CRC32();
    crc.update(array);
    entry(name, array.length, crc.getValue(), new ByteArrayInputStream(array));
  }

  private void entry(EntryName name, Source source) throws IOException {
    CRC32 crc = new CRC32();
    long length = 0;
    try (InputStream in = source.open()) {
      for (int n = in.read(run); n >= 0; n = in.read(run)) {
        crc.update(run, 0, n);
        length += n;
      }
    }
    try (InputStream in = source.open()) {
      entry(name, length, crc.getValue(), in);
    }
  }

  private void entry(EntryName name, long length, long crc, InputStream in) throws IOException {
    order.part(name);
    if (++entries > limits.entries()) {
      throw new IllegalArgumentException(
          "Cannot write entry [" + entries + "]: a .zip has at most [" + limits.entries() + "]");
    }
    ZipEntryRecord entry = new ZipEntryRecord(name.text(), length, crc, position);
    byte[] header = entry.local();
    out.write(header);
    long written = copy(in);
    if (written != length) {
      throw new IOException(
          "Cannot write an entry: its source gave [" + length + "] octets, then [" + written + "]");
    }
    central.writeBytes(entry.central());
    position += header.length + length;
  }

  private long copy(InputStream in) throws IOException {
    long written = 0;
    for (int n = in.read(run); n >= 0; n = in.read(run)) {
      out.write(run, 0, n);
      written += n;
    }
    return written;
  }
}
