package io.cds.crypto.envelope;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdCompressCtx;
import io.cds.api.Watch;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.spi.ContentDigester;
import io.cds.crypto.cms.AuthEnvelopedData;
import io.cds.crypto.cms.DetachedSignature;
import io.cds.crypto.cms.KemEnvelopedData;
import io.cds.crypto.content.ContentOpener;
import io.cds.crypto.content.ContentReader;
import io.cds.crypto.content.ContentSealer;
import io.cds.crypto.content.Crew;
import io.cds.crypto.content.Stored;
import io.cds.crypto.json.CanonicalReader;
import io.cds.crypto.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;

/**
 * A parser of octets from outside, and the part of the vectors that feeding it begins with. It
 * gives a value or {@link InvalidEnvelopeException}, and nothing else.
 */
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
  ENROLMENT_TEXT("key-request.json"),
  ISSUED_TEXT("issued-keys.json"),
  RENEWAL("key-request.p7s"),
  CERTIFICATE("certificate.der"),
  ZIP("zip"),
  CONTENT(""),
  DEFLATE(""),
  ZSTD("");

  private static final Path CORPUS =
      Path.of("../cds-testkit/src/main/resources/io/cds/testkit/vectors");
  private static final Pattern PART =
      Pattern.compile("^--- ([a-z.0-9-]+)\\n((?:[A-Za-z0-9+/=]+\\n)+)", Pattern.MULTILINE);
  private static final long LIMIT = 128 << 10;
  private static final Network NETWORK = new Network("envelope vectors").hybrid();

  private static final byte[] KEY = new byte[32];
  private static final byte[] CONTEXT = new byte[0];
  private static final int EXPANDED = 12_000;

  private final String part;

  Parser(String part) {
    this.part = part;
  }

  private boolean readsText() {
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
      case MANIFEST -> AuthEnvelopedData.read(octets, 64, true);
      case INNER_MANIFEST -> KemEnvelopedData.read(octets, 64);
      case RECEIPT -> NETWORK.codec.check(new SignedReceipt(whole), NETWORK.directory);
      case KEY_RECORD -> NETWORK.codec.keyRecord(whole, NETWORK.authority.root());
      case DIRECTORY_ANSWER -> NETWORK.codec.directoryAnswer(whole, NETWORK.directory);
      case RENEWAL -> NETWORK.codec.renewal(whole, NETWORK.directory, Network.SEALED_AT);
      case CERTIFICATE -> NETWORK.codec.certificate(whole, NETWORK.authority.root());
      case ZIP ->
          NETWORK.codec.readZip(
              new ByteArrayInputStream(octets),
              ZipForm.WIRE,
              (id, head, length) -> new MemorySink(),
              Watch.none());
      case CONTENT -> readContent(octets);
      case DEFLATE, ZSTD ->
          new ContentReader(new ByteArrayInputStream(octets))
              .read(
                  new Stored(EXPANDED, octets.length, Compression.valueOf(name())),
                  (part, from, n) -> {});
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
      case ISSUED_TEXT -> NETWORK.codec.issuedKeys(Octets.of(octets));
      default -> NETWORK.codec.keyRequest(Octets.of(octets));
    }
  }

  private static void readContent(byte[] octets) throws IOException {
    ContentDigester digester = NETWORK.codec.digester();
    digester.update(ByteBuffer.wrap(octets));
    Extent signed = digester.finish();
    try (InputStream plain =
        ContentOpener.open(new ByteArrayInputStream(octets), signed, KEY, CONTEXT, Crew.ALONE)) {
      plain.transferTo(ByteArrayOutputStream.nullOutputStream());
    }
  }

  /** What the vectors hold for it, or what was made as the format says. */
  List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    if (this == CONTENT) {
      for (int length : new int[] {0, 1, 16 << 10, (16 << 10) + 1, 40_000}) {
        seeds.add(content(length));
      }
      return seeds;
    }
    byte[] records = "離校紀錄".repeat(EXPANDED / 12).getBytes(UTF_8);
    if (this == DEFLATE) {
      ByteArrayOutputStream deflated = new ByteArrayOutputStream();
      try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
        out.write(records);
      }
      return List.of(deflated.toByteArray());
    }
    if (this == ZSTD) {
      try (ZstdCompressCtx context = new ZstdCompressCtx()) {
        return List.of(context.setChecksum(true).setDictID(false).compress(records));
      }
    }
    try (Stream<Path> files = Files.walk(CORPUS)) {
      for (Path file : files.filter(p -> p.toString().endsWith(".txt")).sorted().toList()) {
        for (MatchResult found : PART.matcher(Files.readString(file)).results().toList()) {
          byte[] octets = Base64.getMimeDecoder().decode(found.group(2));
          if (found.group(1).equals(part) && octets.length < LIMIT) {
            seeds.add(octets);
          }
        }
      }
    }
    return readsText() ? texts(seeds) : seeds;
  }

  private static byte[] content(int length) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ContentSealer sealer =
        ContentSealer.of(KEY, new byte[24], CONTEXT, out::write, Crew.ALONE)) {
      sealer.write(new byte[length], 0, length);
      sealer.finish();
    }
    return out.toByteArray();
  }

  /** The JSON in signed objects; and what no vector shows in clear. */
  private List<byte[]> texts(List<byte[]> signed) {
    List<byte[]> texts = new ArrayList<>();
    if (this == MANIFEST_TEXT) {
      texts.add(MANIFEST_JSON.getBytes(UTF_8));
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

  private static final String MANIFEST_JSON =
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
}
