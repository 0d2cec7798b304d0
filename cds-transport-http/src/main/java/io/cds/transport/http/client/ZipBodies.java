package io.cds.transport.http.client;

import io.cds.api.CdsException;
import io.cds.api.MessageId;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Watch;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.envelope.ZipGroup;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.ZipWriter;
import io.cds.transport.http.wire.MemoryStage;
import io.cds.transport.http.wire.Wire;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bodies in the .zip form, both ways; small by construction. */
final class ZipBodies {
  private static final int RECEIPT_ROOM = 20 * 1024;

  private final EnvelopeCodec codec;
  private final Failures failures;

  ZipBodies(EnvelopeCodec codec, Failures failures) {
    this.codec = codec;
    this.failures = failures;
  }

  byte[] ofEnvelopes(List<Envelope> envelopes) {
    return written(
        envelopes.stream().mapToInt(ZipBodies::octets).sum(),
        zip -> {
          for (Envelope envelope : envelopes) {
            zip.envelope(codec.peek(envelope.head().routing()).id(), envelope, List.of());
          }
        });
  }

  byte[] ofHead(EnvelopeHead head) {
    return written(octets(head), zip -> zip.head(codec.peek(head.routing()).id(), head, List.of()));
  }

  /** One group for each message that the receipts are about. */
  byte[] ofReceipts(List<SignedReceipt> receipts) {
    Map<MessageId, List<SignedReceipt>> groups = new LinkedHashMap<>();
    receipts.forEach(
        r -> groups.computeIfAbsent(codec.peek(r).id(), id -> new ArrayList<>()).add(r));
    return written(
        receipts.size() * RECEIPT_ROOM,
        zip -> {
          for (Map.Entry<MessageId, List<SignedReceipt>> group : groups.entrySet()) {
            zip.receipts(group.getKey(), group.getValue());
          }
        });
  }

  /** Octets of an envelope, nearly: the .zip's own are few. */
  static int octets(Envelope envelope) {
    return octets(envelope.head()) + (int) envelope.content().length();
  }

  private static int octets(EnvelopeHead head) {
    return head.routing().length()
        + head.manifest().length()
        + head.routingMldsa().map(o -> o.length()).orElse(0);
  }

  /** Writes into a .zip. */
  @FunctionalInterface
  private interface Content {
    void into(ZipWriter zip) throws IOException;
  }

  private byte[] written(int expected, Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(expected + RECEIPT_ROOM);
    ZipWriter zip = codec.zipWriter(out, ZipForm.WIRE);
    try {
      content.into(zip);
      zip.finish();
    } catch (IOException e) {
      throw failures.failure(
          ProblemCode.STORE_FAILED, "an envelope to be sent could not be read", e);
    }
    return out.toByteArray();
  }

  /** Reads an answer whole; the small contents come to lie in the stage. */
  List<ZipGroup> read(Reply reply, MemoryStage stage) {
    InputStream body = reply.body(Wire.ZIP);
    try (InputStream in = body) {
      return codec.readZip(
          new BufferedInputStream(new Limited(in)), ZipForm.WIRE, stage, Watch.none());
    } catch (IOException e) {
      throw failures.of(e);
    } catch (InvalidEnvelopeException e) {
      throw failures.failure(
          ProblemCode.HUB_FAILED, "the answer is not of the .zip form: " + e.reason(), e);
    } catch (CdsException e) {
      throw failures.failure(ProblemCode.HUB_FAILED, "the answer is over a limit", e);
    }
  }

  /** Ends with a failure after the octets that the largest right answer has. */
  private static final class Limited extends FilterInputStream {
    /** Octets of the .zip itself: its headers, of at most 1,000 entries. */
    private static final int OWN = 1 << 20;

    private long left = Wire.LISTED_CONTENT + Wire.LISTED_HEADS + OWN;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      int read = super.read(into, from, most);
      left -= Math.max(0, read);
      if (left < 0) {
        throw new CdsException(
            Problem.of(ProblemCode.TOO_LARGE, "the answer is longer than any right one"));
      }
      return read;
    }

    @Override
    public long skip(long octets) throws IOException {
      return readNBytes((int) Math.min(octets, 1 << 16)).length;
    }
  }
}
