package io.cds.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

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

  @TestFactory
  final Stream<DynamicTest> each_vector_is_judged_as_the_format_says() {
    VectorJudge judge = new VectorJudge(codec());
    return VectorFiles.all().stream()
        .map(
            vector ->
                dynamicTest(
                    vector.name() + ": " + vector.expect(),
                    () -> assertEquals("", judge.complaint(vector).orElse(""))));
  }

  /**
   * The same without JUnit's reports: what is wrong with a codec, a sentence a vector; empty if it
   * is right.
   */
  public static List<String> complaints(EnvelopeCodec codec) {
    VectorJudge judge = new VectorJudge(codec);
    return VectorFiles.all().stream().map(judge::complaint).flatMap(Optional::stream).toList();
  }
}
