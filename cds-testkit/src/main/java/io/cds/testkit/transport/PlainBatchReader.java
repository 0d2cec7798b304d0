package io.cds.testkit.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cds.api.ContentRef;
import io.cds.api.MessageId;
import io.cds.api.Sink;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipGroup;
import io.cds.api.spi.ZipStage;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@link PlainBatchWriter} wrote, to its very end. */
final class PlainBatchReader {
  private static final int MAX_PART = 8 * 1024 * 1024;
  private static final int ID_LENGTH = 36;

  private final DataInputStream in;
  private final ZipStage stage;

  PlainBatchReader(InputStream in, ZipStage stage) {
    this.in = new DataInputStream(in);
    this.stage = stage;
  }

  List<ZipGroup> groups() throws IOException {
    List<ZipGroup> groups = new ArrayList<>();
    try {
      require(in.readInt() == PlainBatchWriter.MARK, "the mark");
      int next = in.readUnsignedByte();
      while (next == PlainBatchWriter.GROUP) {
        groups.add(group());
        next = in.readUnsignedByte();
      }
      require(next == PlainBatchWriter.END && in.read() < 0, "the end");
      return groups;
    } catch (EOFException e) {
      throw new InvalidEnvelopeException(InvalidReason.ZIP_PROFILE, "ends too early", e);
    }
  }

  private ZipGroup group() throws IOException {
    MessageId id = MessageId.of(new String(in.readNBytes(ID_LENGTH), US_ASCII));
    Optional<EnvelopeHead> head = Optional.empty();
    Optional<ContentRef> content = Optional.empty();
    if (in.readBoolean()) {
      EnvelopeHead parts = new EnvelopeHead(octets(), Optional.empty(), octets());
      head = Optional.of(parts);
      content = content(id, parts);
    }
    List<SignedReceipt> receipts = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      receipts.add(new SignedReceipt(octets()));
    }
    return new ZipGroup(id, head, content, receipts);
  }

  private Optional<ContentRef> content(MessageId id, EnvelopeHead head) throws IOException {
    long length = in.readLong();
    if (length == PlainBatchWriter.NO_CONTENT) {
      return Optional.empty();
    }
    try (Sink sink = stage.content(id, head, length)) {
      byte[] octets = in.readNBytes((int) length);
      require(octets.length == length, "all of the content");
      sink.write(ByteBuffer.wrap(octets));
      return Optional.of(sink.finish());
    }
  }

  private Octets octets() throws IOException {
    int length = in.readInt();
    require(length >= 0 && length <= MAX_PART, "a part within its limit");
    byte[] octets = in.readNBytes(length);
    require(octets.length == length, "all of a part");
    return Octets.of(octets);
  }

  private static void require(boolean holds, String expected) {
    if (!holds) {
      throw new InvalidEnvelopeException(InvalidReason.ZIP_PROFILE, "expected " + expected);
    }
  }
}
