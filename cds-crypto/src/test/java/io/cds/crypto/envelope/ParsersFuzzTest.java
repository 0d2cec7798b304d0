package io.cds.crypto.envelope;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Watch;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.crypto.cms.AuthEnvelopedData;
import io.cds.crypto.cms.DetachedSignature;
import io.cds.crypto.cms.KemEnvelopedData;
import io.cds.crypto.json.CanonicalReader;
import io.cds.crypto.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every parser of octets from outside, over the corpus of vectors and changes of it: a value, or
 * {@link InvalidEnvelopeException}, and nothing else. {@code -Dcds.fuzz=20} goes on for 20 seconds
 * with each parser; {@code -Dcds.fuzz.seed=7} begins elsewhere.
 */
class ParsersFuzzTest {

  private static final Path CORPUS =
      Path.of("../cds-testkit/src/main/resources/io/cds/testkit/vectors");
  private static final Pattern PART =
      Pattern.compile("^--- ([a-z.0-9-]+)\\n((?:[A-Za-z0-9+/=]+\\n)+)", Pattern.MULTILINE);
  private static final int CHANGES = 3_000;
  private static final long LIMIT = 128 << 10;

  private static final Network NETWORK = new Network("envelope vectors").hybrid();

  /** A parser, and the part of the vectors that it begins with. */
  enum Parser {
    ROUTING("routing.p7s"),
    ROUTING_TEXT("routing.p7s"),
    MANIFEST_TEXT("routing.p7s"),
    SECOND_SIGNATURE("routing.mldsa.p7s"),
    MANIFEST("manifest.p7m"),
    INNER_MANIFEST("manifest.p7m"),
    RECEIPT("receipt.p7s"),
    RECEIPT_TEXT("receipt.p7s"),
    KEY_RECORD("key-record.p7s"),
    KEY_RECORD_TEXT("key-record.p7s"),
    DIRECTORY_ANSWER("directory-answer.p7s"),
    DIRECTORY_ANSWER_TEXT("directory-answer.p7s"),
    ENROLMENT_TEXT("key-record.p7s"),
    CERTIFICATE("certificate.der"),
    ZIP("zip");

    private final String part;

    Parser(String part) {
      this.part = part;
    }

    boolean readsText() {
      return name().endsWith("TEXT");
    }

    void read(byte[] octets) throws IOException {
      Octets whole = Octets.of(octets);
      switch (this) {
        case ROUTING -> {
          EnvelopeHead head = new EnvelopeHead(whole, Optional.empty(), whole);
          NETWORK.codec.check(head, NETWORK.directory, Network.SEALED_AT);
        }
        case SECOND_SIGNATURE -> DetachedSignature.read(octets, whole);
        case MANIFEST -> AuthEnvelopedData.read(octets, 64);
        case INNER_MANIFEST -> KemEnvelopedData.read(octets, 64);
        case RECEIPT -> NETWORK.codec.check(new SignedReceipt(whole), NETWORK.directory);
        case KEY_RECORD -> NETWORK.codec.keyRecord(whole, NETWORK.authority.root());
        case DIRECTORY_ANSWER -> NETWORK.codec.directoryAnswer(whole, NETWORK.directory);
        case CERTIFICATE -> NETWORK.codec.certificate(whole, NETWORK.authority.root());
        case ZIP ->
            NETWORK.codec.readZip(
                new ByteArrayInputStream(octets),
                ZipForm.WIRE,
                (id, head, length) -> new MemorySink(),
                Watch.none());
        default -> readText(octets);
      }
    }

    private void readText(byte[] octets) {
      JsonObject json = new CanonicalReader(4 << 20, 6).object(octets);
      switch (this) {
        case ROUTING_TEXT -> RoutingJson.read(json, EnvelopeLimits.DEFAULTS);
        case MANIFEST_TEXT -> ManifestJson.read(json, EnvelopeLimits.DEFAULTS);
        case RECEIPT_TEXT -> ReceiptJson.read(json);
        case KEY_RECORD_TEXT -> KeyRecordJson.read(json);
        case DIRECTORY_ANSWER_TEXT -> DirectoryAnswerJson.read(json, 256 << 10);
        default -> NETWORK.codec.keyRequest(Octets.of(octets));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aParserGivesAValueOrRefuses(Parser parser) throws IOException {
    List<byte[]> seeds = seeds(parser);
    assertThat(seeds).isNotEmpty();
    for (byte[] seed : seeds) {
      read(parser, seed);
    }
    SplittableRandom random = new SplittableRandom(Long.getLong("cds.fuzz.seed", 1));
    long until = System.nanoTime() + Long.getLong("cds.fuzz", 0) * 1_000_000_000L;
    int done = 0;
    while (done++ < CHANGES || System.nanoTime() < until) {
      byte[] octets = seeds.get(random.nextInt(seeds.size()));
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        octets = changed(octets, seeds, random);
      }
      read(parser, octets);
    }
  }

  private static void read(Parser parser, byte[] octets) throws IOException {
    try {
      parser.read(octets);
    } catch (InvalidEnvelopeException expected) {
      assertThat(expected.reason()).isNotNull();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(parser + " of " + HexFormat.of().formatHex(octets), e);
    }
  }

  private static List<byte[]> seeds(Parser parser) throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.walk(CORPUS)) {
      for (Path file : files.filter(p -> p.toString().endsWith(".txt")).sorted().toList()) {
        for (MatchResult found : PART.matcher(Files.readString(file)).results().toList()) {
          byte[] octets = Base64.getMimeDecoder().decode(found.group(2));
          if (found.group(1).equals(parser.part) && octets.length < LIMIT) {
            seeds.add(octets);
          }
        }
      }
    }
    return parser.readsText() ? texts(parser, seeds) : seeds;
  }

  /** The JSON in signed objects; and what no vector shows in clear. */
  private static List<byte[]> texts(Parser parser, List<byte[]> signed) {
    List<byte[]> texts = new ArrayList<>();
    if (parser == Parser.MANIFEST_TEXT) {
      texts.add(MANIFEST.getBytes(UTF_8));
    } else if (parser == Parser.ENROLMENT_TEXT) {
      texts.add(REQUEST.getBytes(UTF_8));
    }
    for (byte[] octets : signed) {
      String text = new String(octets, ISO_8859_1);
      int from = text.indexOf("{\"");
      int to = text.lastIndexOf('}');
      if (from >= 0 && to > from) {
        texts.add(Arrays.copyOfRange(octets, from, to + 1));
      }
    }
    return texts;
  }

  private static byte[] changed(byte[] octets, List<byte[]> seeds, SplittableRandom random) {
    if (octets.length == 0) {
      return seeds.get(random.nextInt(seeds.size())).clone();
    }
    int at = random.nextInt(octets.length);
    int length = Math.min(octets.length - at, 1 + random.nextInt(16));
    byte[] result = octets.clone();
    switch (random.nextInt(6)) {
      case 0 -> result[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> result[at] = (byte) random.nextInt(256);
      case 2 -> result = spliced(octets, at, length, new byte[0]);
      case 3 -> result = spliced(octets, at, 0, Arrays.copyOfRange(octets, at, at + length));
      case 4 -> {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        result = spliced(octets, at, random.nextInt(length + 1), word.getBytes(UTF_8));
      }
      default -> {
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        int from = random.nextInt(other.length + 1);
        int to = Math.min(other.length, from + random.nextInt(256));
        result = spliced(octets, at, length, Arrays.copyOfRange(other, from, to));
      }
    }
    return result.length > LIMIT ? octets : result;
  }

  private static byte[] spliced(byte[] octets, int at, int gone, byte[] with) {
    byte[] result = new byte[octets.length - gone + with.length];
    System.arraycopy(octets, 0, result, 0, at);
    System.arraycopy(with, 0, result, at, with.length);
    System.arraycopy(octets, at + gone, result, at + with.length, octets.length - at - gone);
    return result;
  }

  private static final List<String> WORDS =
      List.of(
          "",
          "{",
          "}",
          "[",
          "]",
          "\"",
          ",",
          ":",
          "null",
          "true",
          "0",
          "1",
          "-1",
          "1e9",
          "0.5",
          "9007199254740991",
          "99999999999999999999",
          "\\ud800",
          "\\u0000",
          "離",
          "{}",
          "[]",
          "\"\"",
          "9999-12-31T23:59:59.999Z",
          "0000-00-00T00:00:00.000Z",
          "\"ext\":{},",
          "AAAA",
          "ROOT");
  private static final String MANIFEST =
      "{\"attachments\":[{\"compression\":\"none\",\"length\":1,\"mediaType\":\"a/b\",\"name\":\"a\",\"stored\":1}],"
          + "\"from\":\"A\",\"heading\":{\"acknowledge\":true,\"description\":\"\",\"level\":\"GENERAL\",\"priority\":\"NORMAL\","
          + "\"replyDeadline\":{\"at\":\"2026-12-01T00:00:00.000Z\",\"zone\":\"Asia/Hong_Kong\"},"
          + "\"replyTo\":{\"from\":\"B\",\"id\":\"019a9e7c-1234-7abc-8def-0123456789ab\"},\"subjectCode\":\"S\",\"typeCode\":\"T\"},"
          + "\"id\":\"019a9e7c-1234-7abc-8def-0123456789ab\",\"net\":\""
          + "0".repeat(64)
          + "\",\"pad\":\"\",\"salt\":\""
          + "A".repeat(43)
          + "\",\"suite\":1,\"test\":false,\"to\":[{\"cert\":\""
          + "0".repeat(64)
          + "\",\"party\":\"B\",\"role\":\"ORIGINAL\"}],\"v\":1}";
  private static final String REQUEST =
      "{\"at\":\"2026-12-01T00:00:00.000Z\",\"epoch\":1,\"keys\":[{\"request\":\"MAA\",\"use\":\"SIGN\"}],"
          + "\"kind\":\"key-request\",\"net\":\""
          + "0".repeat(64)
          + "\",\"party\":\"A\",\"v\":1}";
}
