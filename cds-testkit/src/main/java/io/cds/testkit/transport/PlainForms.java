package io.cds.testkit.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cds.api.MessageId;
import io.cds.api.PartyCode;
import io.cds.api.Role;
import io.cds.api.Watch;
import io.cds.api.envelope.Addressee;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.Routing;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.envelope.ZipGroup;
import io.cds.api.spi.ZipStage;
import io.cds.api.spi.ZipWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The plain forms: a routing record is {@code from id length to,to}, a receipt {@code from id event
 * by at}, in ASCII with single spaces.
 */
public final class PlainForms {
  private static final Sha256 NONE = new Sha256("0".repeat(64));
  private static final Instant EPOCH = Instant.EPOCH;

  PlainForms() {}

  /** The head of a message; its manifest is the given octets. */
  public static EnvelopeHead head(
      PartyCode from, MessageId id, long contentLength, List<PartyCode> to, byte[] manifest) {
    String recipients = String.join(",", to.stream().map(PartyCode::value).toList());
    String routing = "%s %s %d %s".formatted(from, id, contentLength, recipients);
    return new EnvelopeHead(
        Octets.of(routing.getBytes(US_ASCII)), Optional.empty(), Octets.of(manifest));
  }

  /** A receipt. */
  public static SignedReceipt receipt(
      PartyCode from, MessageId id, ReceiptEvent event, PartyCode by, Instant at) {
    String text = "%s %s %s %s %s".formatted(from, id, event, by, at);
    return new SignedReceipt(Octets.of(text.getBytes(US_ASCII)));
  }

  /** {@code plain}. */
  public String name() {
    return "plain";
  }

  /** 1. */
  public int spiVersion() {
    return 1;
  }

  /** Reads a routing record. */
  public Routing peek(Octets routing) {
    String[] words = words(routing, 4);
    List<Addressee> to =
        Arrays.stream(words[3].split(",", -1))
            .map(p -> new Addressee(PartyCode.of(p), Role.ORIGINAL, NONE))
            .toList();
    return new Routing(
        NONE,
        MessageId.of(words[1]),
        1,
        PartyCode.of(words[0]),
        to,
        EPOCH,
        EPOCH,
        true,
        1,
        new Extent(0, NONE),
        new Extent(Long.parseLong(words[2]), NONE),
        NONE);
  }

  /** Reads a receipt. */
  public ReceiptText peek(SignedReceipt receipt) {
    String[] words = words(receipt.octets(), 5);
    return new ReceiptText(
        NONE,
        MessageId.of(words[1]),
        PartyCode.of(words[0]),
        NONE,
        ReceiptEvent.valueOf(words[2]),
        Instant.parse(words[4]),
        PartyCode.of(words[3]),
        Optional.empty());
  }

  /** Writes the batch form. */
  public ZipWriter zipWriter(OutputStream out, ZipForm form) {
    return new PlainBatchWriter(out);
  }

  /** Reads the batch form. */
  public List<ZipGroup> readZip(InputStream in, ZipForm form, ZipStage stage, Watch watch)
      throws IOException {
    return new PlainBatchReader(in, stage).groups();
  }

  private static String[] words(Octets octets, int count) {
    String[] words = new String(octets.toArray(), US_ASCII).split(" ", -1);
    if (words.length != count) {
      throw new InvalidEnvelopeException(
          InvalidReason.VALUE, "[%d] words, expected [%d]".formatted(words.length, count));
    }
    return words;
  }
}
