package io.cds.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.testkit.vectors.VectorFiles;
import io.cds.testkit.vectors.VectorJudge;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link EnvelopeCodec} must say of the corpus of envelope vectors: each fault refused
 * with its own reason and nothing released, each valid object read to the same plaintext. The
 * author of a codec extends this class in a test and gives the codec in {@link #codec}; each vector
 * is then a test with its name.
 */
@Timeout(120)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class EnvelopeCodecContract {

  /** For subclasses. */
  protected EnvelopeCodecContract() {}

  /** The codec, with the limits of docs/envelope-v1.md. */
  protected abstract EnvelopeCodec codec();

  /**
   * The same codec with one limit of another value, for the vectors that set one.
   *
   * @param limit as the README beside the vectors names it
   * @param value octets or a number, as the limit says
   * @return nothing if the limits of this codec cannot be set: those vectors are then skipped
   */
  protected Optional<EnvelopeCodec> codec(String limit, long value) {
    return Optional.empty();
  }

  /**
   * The same codec where the host named an outside certificate for a party, for the vectors that
   * are sealed to one.
   *
   * @param certificate DER
   * @return nothing if this codec has no such setting: those vectors are then skipped
   */
  protected Optional<EnvelopeCodec> allowing(PartyCode party, Octets certificate) {
    return Optional.empty();
  }

  @TestFactory
  final Stream<DynamicTest> each_vector_is_judged_as_the_format_says() {
    VectorJudge judge = new VectorJudge(codec(), this::codec, this::allowing);
    return VectorFiles.all().stream()
        .map(
            vector ->
                dynamicTest(
                    vector.name() + ": " + vector.expect(),
                    () -> {
                      Optional<String> lacking = judge.lacks(vector);
                      assumeTrue(lacking.isEmpty(), () -> lacking.orElse(""));
                      assertEquals("", judge.complaint(vector).orElse(""));
                    }));
  }

  /**
   * The same without JUnit's reports: what is wrong with a codec, a sentence a vector; empty if it
   * is right. Vectors that set a limit, name an outside certificate, or need what the codec lacks,
   * are left out.
   */
  public static List<String> complaints(EnvelopeCodec codec) {
    VectorJudge judge = new VectorJudge(codec, (limit, value) -> Optional.empty());
    return VectorFiles.all().stream()
        .filter(vector -> judge.lacks(vector).isEmpty())
        .map(judge::complaint)
        .flatMap(Optional::stream)
        .toList();
  }
}
