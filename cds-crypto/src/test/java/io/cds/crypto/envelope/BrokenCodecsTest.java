package io.cds.crypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.PartyCode;
import io.cds.api.Sink;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.ManifestAttachment;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.Routing;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Shelf;
import io.cds.testkit.ContractRules;
import io.cds.testkit.EnvelopeCodecContract;
import io.cds.testkit.Faulty;
import io.cds.testkit.vectors.EnvelopeVector;
import io.cds.testkit.vectors.VectorFiles;
import io.cds.testkit.vectors.VectorJudge;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The contract itself is proved: its rule, and each vector, fails with the right words for a codec
 * that breaks it.
 */
@Tag("slow")
class BrokenCodecsTest {
  private static final ContractRules RULES = ContractRules.of(EnvelopeCodecContract.class);
  private static final String VALID = "valid";

  /** What reads octets from outside. */
  private static final List<String> READING =
      List.of(
          "open",
          "check",
          "keyRecord",
          "directoryAnswer",
          "keyRequest",
          "issuedKeys",
          "renewal",
          "certificate",
          "readZip");

  @Test
  void every_rule_has_a_codec_that_breaks_it() {
    assertThat(RULES.names()).containsExactly("each_vector_is_judged_as_the_format_says");
    assertThat(
            RULES
                .failure(new Broken(BrokenCodecsTest::lenient), RULES.names().get(0))
                .map(Throwable::toString))
        .hasValueSatisfying(words -> assertThat(words).contains("Vector [", "], found [valid]"));
  }

  @Test
  void every_vector_that_must_be_refused_fails_a_codec_that_takes_it() {
    VectorJudge lenient = judge(BrokenCodecsTest::lenient);
    assertFails(
        vector -> !vector.expect().equals(VALID),
        vector -> forged(vector).map(BrokenCodecsTest::judge).orElse(lenient).complaint(vector),
        vector -> "expected [" + vector.expect() + "], found [valid]");
  }

  @Test
  void every_vector_that_must_be_read_fails_a_codec_that_refuses_it() {
    AtomicBoolean refusing = new AtomicBoolean();
    VectorJudge judge =
        judge(
            right ->
                broken(
                    right,
                    (call, arguments) -> {
                      if (refusing.get()) {
                        throw new InvalidEnvelopeException(InvalidReason.VALUE, "refused");
                      }
                      return call.with(arguments);
                    }));
    refusing.set(true);
    assertFails(
        vector -> vector.expect().equals(VALID),
        judge::complaint,
        vector -> "expected [valid], found [VALUE]");
  }

  @Test
  void every_vector_with_a_plaintext_fails_a_codec_that_reads_something_else() {
    VectorJudge judge = judge(BrokenCodecsTest::misreading);
    assertFails(
        vector -> vector.headers().containsKey("plaintext"),
        judge::complaint,
        vector -> "expected a plaintext with SHA-256 [" + vector.headers().get("plaintext"));
  }

  private static void assertFails(
      Predicate<EnvelopeVector> which,
      Function<EnvelopeVector, Optional<String>> complaint,
      Function<EnvelopeVector, String> words) {
    List<EnvelopeVector> vectors = VectorFiles.all().stream().filter(which).toList();
    assertThat(vectors)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            vector ->
                assertThat(complaint.apply(vector))
                    .as(vector.name())
                    .hasValueSatisfying(
                        told -> assertThat(told).contains(vector.name(), words.apply(vector))));
  }

  /** Judges the codec, and with its limits and certificates, at fault. */
  private static VectorJudge judge(UnaryOperator<EnvelopeCodec> fault) {
    Broken contract = new Broken(fault);
    return new VectorJudge(contract.codec(), contract::codec, contract::allowing);
  }

  /** A codec that refuses nothing that it reads. */
  private static EnvelopeCodec lenient(EnvelopeCodec right) {
    return broken(
        right,
        (call, arguments) -> {
          try {
            return call.with(arguments);
          } catch (InvalidEnvelopeException e) {
            return null;
          }
        });
  }

  private static EnvelopeCodec broken(EnvelopeCodec right, Faulty.Fault fault) {
    EnvelopeCodec broken = right;
    for (String method : READING) {
      broken = Faulty.with(EnvelopeCodec.class, broken, method, fault);
    }
    return broken;
  }

  /** A codec that reads one attachment too many. */
  private static EnvelopeCodec misreading(EnvelopeCodec right) {
    ManifestAttachment more = new ManifestAttachment("more", "text/plain", 1, 1, Compression.NONE);
    return Faulty.with(
        EnvelopeCodec.class,
        right,
        "open",
        (call, arguments) -> {
          Object opened = call.with(arguments);
          try (Sink sink = ((Shelf) arguments[6]).attachment(0, more)) {
            sink.write(ByteBuffer.wrap(new byte[1]));
            sink.finish();
          }
          return opened;
        });
  }

  /** What no call of a codec compares: a codec by which the two objects seem to fit. */
  private static Optional<UnaryOperator<EnvelopeCodec>> forged(EnvelopeVector vector) {
    return switch (vector.expect()) {
      case "MAC" ->
          Optional.of(
              right ->
                  Faulty.with(
                      EnvelopeCodec.class,
                      lenient(right),
                      "mac",
                      (call, arguments) ->
                          Octets.of(HexFormat.of().parseHex(vector.headers().get("mac")))));
      case "RECEIPT_MISMATCH" ->
          Optional.of(
              right ->
                  Faulty.with(
                      EnvelopeCodec.class,
                      right,
                      "check",
                      (call, arguments) ->
                          about(
                              right,
                              vector.parts().get("routing.p7s"),
                              (ReceiptText) call.with(arguments))));
      default -> Optional.empty();
    };
  }

  private static ReceiptText about(EnvelopeCodec right, Octets signed, ReceiptText text) {
    Routing routing = right.peek(signed);
    return new ReceiptText(
        text.net(),
        routing.id(),
        routing.from(),
        right.routingDigest(signed),
        ReceiptEvent.ACCEPTED,
        text.at(),
        text.by(),
        Optional.empty());
  }

  /** The contract over the codec of this module, at fault. */
  private static final class Broken extends EnvelopeV1ContractTest {
    private final UnaryOperator<EnvelopeCodec> fault;

    Broken(UnaryOperator<EnvelopeCodec> fault) {
      this.fault = fault;
    }

    @Override
    protected EnvelopeCodec codec() {
      return fault.apply(super.codec());
    }

    @Override
    protected Optional<EnvelopeCodec> codec(String limit, long value) {
      return super.codec(limit, value).map(fault);
    }

    @Override
    protected Optional<EnvelopeCodec> allowing(PartyCode party, Octets certificate) {
      return super.allowing(party, certificate).map(fault);
    }
  }
}
