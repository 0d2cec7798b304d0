package io.cds.crypto.envelope;

import io.cds.api.envelope.InvalidEnvelopeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Feeds one parser, which the system property {@code cds.fuzz} names. */
public final class ParserFuzzer {

  private static final Parser PARSER = Parser.valueOf(System.getProperty("cds.fuzz", "ROUTING"));

  private ParserFuzzer() {}

  /** Called by the fuzzer; whatever is thrown is a finding. */
  public static void fuzzerTestOneInput(byte[] octets) throws IOException {
    read(PARSER, octets);
  }

  static void read(Parser parser, byte[] octets) throws IOException {
    try {
      parser.read(octets);
    } catch (InvalidEnvelopeException expected) {
      if (expected.reason() == null) {
        throw new IllegalStateException("refused without a reason", expected);
      }
    }
  }

  /** Writes what to begin with into a folder. */
  public static void main(String[] folder) throws IOException {
    List<byte[]> seeds = PARSER.seeds();
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(Path.of(folder[0], "seed-" + i), seeds.get(i));
    }
  }
}
