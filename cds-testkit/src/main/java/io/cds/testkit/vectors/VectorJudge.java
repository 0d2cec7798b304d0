package io.cds.testkit.vectors;

import io.cds.api.EnrolmentCode;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.Routing;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.spi.EnrolmentStep;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.testkit.keys.MemorySink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Gives a codec vectors and compares what it says of each with what it must say. What no call of a
 * codec compares, because two objects meet in it, is compared here from what the codec read: a
 * receipt with its message, an HMAC with its octets.
 */
public final class VectorJudge {
  private static final String VALID = "valid";

  private final EnvelopeCodec codec;
  private final Limited limited;
  private final Allowing allowing;
  private final VectorNet net;

  /** The same codec with other limits, where its limits can be set. */
  @FunctionalInterface
  public interface Limited {
    /**
     * The codec with one limit of another value; nothing if that cannot be set.
     *
     * @param limit as the README beside the vectors names it
     */
    Optional<EnvelopeCodec> codec(String limit, long value);
  }

  /** The same codec with an outside certificate named for a party, where it has that setting. */
  @FunctionalInterface
  public interface Allowing {
    /** The codec that allows this certificate, DER; nothing if it has no such setting. */
    Optional<EnvelopeCodec> codec(PartyCode party, Octets certificate);
  }

  /** Reads the root and the keys with this very codec, which names no outside certificate. */
  public VectorJudge(EnvelopeCodec codec, Limited limited) {
    this(codec, limited, (party, certificate) -> Optional.empty());
  }

  /** Reads the root and the keys with this very codec. */
  public VectorJudge(EnvelopeCodec codec, Limited limited, Allowing allowing) {
    this.allowing = allowing;
    this.codec = codec;
    this.limited = limited;
    this.net = new VectorNet(codec);
  }

  /** What the codec lacks for this vector, so that it is not judged by it; nothing if it can be. */
  public Optional<String> lacks(EnvelopeVector vector) {
    if (vector.optional("needs").isPresent() && !codec.compressions().contains(Compression.ZSTD)) {
      return Optional.of("The codec does not expand zstd");
    }
    return reader(vector).isPresent()
        ? Optional.empty()
        : Optional.of(
            vector
                .optional("limit")
                .map(limit -> "The codec's limits cannot be set to [" + limit + "]")
                .orElse("The codec names no outside certificates"));
  }

  private Optional<EnvelopeCodec> reader(EnvelopeVector vector) {
    if (vector.optional("outside").isPresent()) {
      return allowing.codec(net.outside().party(), net.outside().certificate());
    }
    Optional<String> limit = vector.optional("limit");
    if (limit.isEmpty()) {
      return Optional.of(codec);
    }
    int space = limit.get().indexOf(' ');
    long value = Long.parseLong(limit.get().substring(space + 1));
    return limited.codec(limit.get().substring(0, space), value);
  }

  /**
   * What is wrong with the codec, in words that name the vector; nothing if it is right.
   *
   * @throws java.util.NoSuchElementException for a vector for which it lacks something
   */
  public Optional<String> complaint(EnvelopeVector vector) {
    EnvelopeCodec reader = reader(vector).orElseThrow();
    List<MemorySink> sinks = new ArrayList<>();
    String found;
    String released = "";
    try {
      released = read(reader, vector, sinks);
      found = VALID;
    } catch (InvalidEnvelopeException e) {
      found = e.reason().name();
    } catch (IOException | RuntimeException e) {
      found = e.toString();
    }
    String wrong = null;
    if (!found.equals(vector.expect())) {
      wrong = "expected [" + vector.expect() + "], found [" + found + "]";
    } else if (!found.equals(VALID) && sinks.stream().anyMatch(MemorySink::isFinished)) {
      wrong = "refused for [" + found + "], but after an attachment was released";
    } else if (!vector.optional("plaintext").orElse("").equals(released)) {
      wrong =
          "expected a plaintext with SHA-256 ["
              + vector.optional("plaintext").orElse("")
              + "], found ["
              + released
              + "]";
    }
    return Optional.ofNullable(wrong)
        .map(what -> "Vector [" + vector.name() + "], " + vector.why() + ": " + what);
  }

  /** SHA-256 of what was released; empty where a vector releases nothing that can be hashed. */
  private String read(EnvelopeCodec reader, EnvelopeVector vector, List<MemorySink> sinks)
      throws IOException {
    String object = vector.header("object");
    switch (object) {
      case "message" -> {
        return opened(reader, vector, sinks);
      }
      case "receipt" -> receipt(reader, vector);
      case "key-record" -> reader.keyRecord(vector.part("key-record.p7s"), net.root());
      case "directory-answer" -> reader.directoryAnswer(vector.part("directory-answer.p7s"), net);
      case "key-request" ->
          reader.keyRequest(sent(reader, vector, EnrolmentStep.REQUEST, "key-request.json"));
      case "issued-keys" ->
          reader.issuedKeys(sent(reader, vector, EnrolmentStep.ANSWER, "issued-keys.json"));
      case "signed-key-request" ->
          reader.renewal(vector.part("key-request.p7s"), net, Instant.parse(vector.header("at")));
      case "certificate" -> reader.certificate(vector.part("certificate.der"), net.root());
      case "zip" ->
          reader.readZip(
              new ByteArrayInputStream(vector.part("zip").toArray()),
              ZipForm.valueOf(vector.header("form")),
              (id, head, length) -> new MemorySink(),
              Watch.none());
      default -> throw new IllegalArgumentException("No vector is about [" + object + "]");
    }
    return "";
  }

  /** A receipt, and, where the vector holds a routing record, whether it is about that. */
  private void receipt(EnvelopeCodec reader, EnvelopeVector vector) {
    ReceiptText text = reader.check(new SignedReceipt(vector.part("receipt.p7s")), net);
    Octets signed = vector.parts().get("routing.p7s");
    if (signed == null) {
      return;
    }
    Routing routing = reader.peek(signed);
    boolean byRecipients =
        text.event() == ReceiptEvent.DELIVERED || text.event() == ReceiptEvent.OPENED;
    boolean fits =
        text.id().equals(routing.id())
            && text.from().equals(routing.from())
            && text.routing().equals(reader.routingDigest(signed))
            && (!byRecipients
                || routing.to().stream().anyMatch(to -> to.party().equals(text.by())));
    if (!fits) {
      throw new InvalidEnvelopeException(
          InvalidReason.RECEIPT_MISMATCH, "it is not about this message, or by no recipient");
    }
  }

  /** An object of an enrolment, once its HMAC was found right. */
  private Octets sent(
      EnvelopeCodec reader, EnvelopeVector vector, EnrolmentStep step, String part) {
    EnrolmentCode code = EnrolmentCode.parse(vector.header("code"));
    PartyCode party = PartyCode.of(vector.header("party"));
    Octets octets = vector.part(part);
    byte[] mac = reader.mac(code, net.net(), party, step, octets).toArray();
    if (!MessageDigest.isEqual(mac, HexFormat.of().parseHex(vector.header("mac")))) {
      throw new InvalidEnvelopeException(
          InvalidReason.MAC, "the HMAC is of another code or octets");
    }
    return octets;
  }

  private String opened(EnvelopeCodec reader, EnvelopeVector vector, List<MemorySink> sinks)
      throws IOException {
    EnvelopeHead head =
        new EnvelopeHead(
            vector.part("routing.p7s"),
            Optional.ofNullable(vector.parts().get("routing.mldsa.p7s")),
            vector.part("manifest.p7m"));
    reader.open(
        new Envelope(head, Source.of(vector.part("content.cob").toArray())),
        PartyCode.of(vector.header("self")),
        new VectorVault(net, vector.optional("inner-key")),
        (party, use) -> new char[0],
        net,
        Instant.parse(vector.header("at")),
        (index, attachment) -> {
          sinks.add(new MemorySink());
          return sinks.get(sinks.size() - 1);
        },
        Watch.none());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    sinks.stream().filter(MemorySink::isFinished).map(MemorySink::octets).forEach(all::writeBytes);
    return reader.sha256(all.toByteArray()).hex();
  }
}
