package io.cds.crypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Sink;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Shelf;
import io.cds.testkit.EnvelopeCodecContract;
import io.cds.testkit.Faulty;
import io.cds.testkit.vectors.EnvelopeVector;
import io.cds.testkit.vectors.VectorFiles;
import io.cds.testkit.vectors.VectorJudge;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The runner of the vectors finds what a codec does wrong, and says which vector showed it. */
@Tag("slow")
class LaxCodecTest {
  private final EnvelopeCodec strict =
      new EnvelopeV1(EnvelopeLimits.DEFAULTS, new FixedRandom("lax"));

  @Test
  void aStrictCodecHasNothingToComplainOf() {
    assertThat(EnvelopeCodecContract.complaints(strict)).isEmpty();
  }

  @Test
  void aCodecThatLeavesOutTheTagsIsNamedByTheVectorsOfWrongTags() {
    List<Object> last = new ArrayList<>();
    EnvelopeCodec lax =
        lax(
            (call, arguments) -> {
              try {
                last.add(call.with(arguments));
              } catch (InvalidEnvelopeException e) {
                if (e.reason() != InvalidReason.CONTENT_CIPHER) {
                  throw e;
                }
              }
              return last.get(last.size() - 1);
            });
    assertThat(EnvelopeCodecContract.complaints(lax))
        .hasSize(10)
        .contains(
            "Vector [content/wrong-tag], a bit of the tag: expected [CONTENT_CIPHER], found"
                + " [valid]");
  }

  @Test
  void aCodecThatReadsOtherOctetsIsToldWhichOnesItShouldHaveRead() {
    EnvelopeCodec lax =
        lax(
            (call, arguments) -> {
              Shelf shelf = (Shelf) arguments[6];
              arguments[6] =
                  (Shelf)
                      (index, attachment) -> {
                        Sink sink = shelf.attachment(index, attachment);
                        sink.write(ByteBuffer.wrap(new byte[1]));
                        return sink;
                      };
              return call.with(arguments);
            });
    assertThat(EnvelopeCodecContract.complaints(lax))
        .anyMatch(
            complaint ->
                complaint.startsWith(
                    "Vector [valid/copy], opened by the second of two recipients: expected a"
                        + " plaintext with SHA-256 ["));
  }

  @Test
  void aCodecThatGivesOneReasonForAllIsToldWhichReasonItShouldHaveGiven() {
    EnvelopeCodec lax =
        lax(
            (call, arguments) -> {
              try {
                return call.with(arguments);
              } catch (InvalidEnvelopeException e) {
                throw new InvalidEnvelopeException(InvalidReason.VALUE, "something is wrong");
              }
            });
    assertThat(EnvelopeCodecContract.complaints(lax))
        .contains(
            "Vector [content/wrong-tag], a bit of the tag: expected [CONTENT_CIPHER], found"
                + " [VALUE]")
        .noneMatch(complaint -> complaint.contains("[routing/seal-zero]"));
  }

  @Test
  void aCodecThatReleasesAnAttachmentTooEarlyIsCaughtAtIt() {
    EnvelopeCodec lax =
        lax(
            (call, arguments) -> {
              Shelf shelf = (Shelf) arguments[6];
              Sink[] last = new Sink[1];
              arguments[6] =
                  (Shelf) (index, attachment) -> last[0] = shelf.attachment(index, attachment);
              try {
                return call.with(arguments);
              } finally {
                if (last[0] != null) {
                  last[0].finish();
                }
              }
            });
    assertThat(EnvelopeCodecContract.complaints(lax))
        .contains(
            "Vector [content/wrong-tag], a bit of the tag: refused for [CONTENT_CIPHER], but after"
                + " an attachment was released");
  }

  @Test
  void aCodecIsNotJudgedByVectorsForWhichItLacksSomething() {
    EnvelopeCodec without =
        codec("compressions", (call, arguments) -> Set.of(Compression.NONE, Compression.DEFLATE));
    VectorJudge judge = new VectorJudge(without, (limit, value) -> Optional.empty());
    assertThat(VectorFiles.all())
        .filteredOn(vector -> judge.lacks(vector).isPresent())
        .extracting(EnvelopeVector::name)
        .contains(
            "zstd/checksum", "valid/zstd-compressed", "limit/attachments-of-plain", "valid/outside")
        .doesNotContain("valid/plain", "manifest/cut-stream");
    VectorJudge able =
        new VectorJudge(
            strict,
            (limit, value) -> Optional.of(strict),
            (party, certificate) -> Optional.of(strict));
    assertThat(VectorFiles.all()).allMatch(vector -> able.lacks(vector).isEmpty());
  }

  /** The strict codec but for what it says of a whole message. */
  private EnvelopeCodec lax(Faulty.Fault lenience) {
    return codec("open", lenience);
  }

  private EnvelopeCodec codec(String method, Faulty.Fault lenience) {
    return Faulty.with(EnvelopeCodec.class, strict, method, lenience);
  }
}
