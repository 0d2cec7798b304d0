package io.cds.crypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads again what fuzzing began with and what it kept; {@code .ci/fuzz} looks for more. */
@Tag("slow")
class ParsersFuzzTest {

  @ParameterizedTest
  @EnumSource
  void aParserGivesAValueOrRefusesAllThatIsKept(Parser parser) throws IOException {
    List<byte[]> seeds = parser.seeds();
    assertThat(seeds).isNotEmpty();
    for (byte[] seed : seeds) {
      read(parser, seed);
    }
    for (byte[] one : kept(parser)) {
      read(parser, one);
    }
  }

  private static List<byte[]> kept(Parser parser) throws IOException {
    List<byte[]> kept = new ArrayList<>();
    try (ZipFile file = new ZipFile("src/test/resources/fuzz/" + parser + ".zip")) {
      for (ZipEntry entry : Collections.list(file.entries())) {
        kept.add(file.getInputStream(entry).readAllBytes());
      }
    } catch (NoSuchFileException e) {
      return List.of(); // nothing was found beyond the seeds
    }
    return kept;
  }

  private static void read(Parser parser, byte[] octets) {
    try {
      ParserFuzzer.read(parser, octets);
    } catch (Throwable e) {
      throw new AssertionError(parser + " of " + HexFormat.of().formatHex(octets), e);
    }
  }
}
