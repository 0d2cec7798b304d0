package io.cds.testkit.vectors;

import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.testkit.keys.MemorySink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives a codec vectors and compares what it says of each with what it must say. */
public final class VectorJudge {
  private static final String VALID = "valid";

  private final EnvelopeCodec codec;
  private final VectorNet net;

  /** Reads the root and the keys with this very codec. */
  public VectorJudge(EnvelopeCodec codec) {
    this.codec = codec;
    this.net = new VectorNet(codec);
  }

  /** What is wrong with the codec, in words that name the vector; nothing if it is right. */
  public Optional<String> complaint(EnvelopeVector vector) {
    List<MemorySink> sinks = new ArrayList<>();
    String found;
    String released = "";
    try {
      released = read(vector, sinks);
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
  private String read(EnvelopeVector vector, List<MemorySink> sinks) throws IOException {
    String object = vector.header("object");
    switch (object) {
      case "message" -> {
        return opened(vector, sinks);
      }
      case "receipt" -> codec.check(new SignedReceipt(vector.part("receipt.p7s")), net);
      case "key-record" -> codec.keyRecord(vector.part("key-record.p7s"), net.root());
      case "directory-answer" -> codec.directoryAnswer(vector.part("directory-answer.p7s"), net);
      case "certificate" -> codec.certificate(vector.part("certificate.der"), net.root());
      case "zip" ->
          codec.readZip(
              new ByteArrayInputStream(vector.part("zip").toArray()),
              ZipForm.valueOf(vector.header("form")),
              (id, head, length) -> new MemorySink(),
              Watch.none());
      default -> throw new IllegalArgumentException("No vector is about [" + object + "]");
    }
    return "";
  }

  private String opened(EnvelopeVector vector, List<MemorySink> sinks) throws IOException {
    EnvelopeHead head =
        new EnvelopeHead(
            vector.part("routing.p7s"),
            Optional.ofNullable(vector.parts().get("routing.mldsa.p7s")),
            vector.part("manifest.p7m"));
    codec.open(
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
    return codec.sha256(all.toByteArray()).hex();
  }
}
