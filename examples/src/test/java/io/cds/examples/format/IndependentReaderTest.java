package io.cds.examples.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cds.api.Attachment;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/envelope-v1.md is enough: a program written from it alone opens what the library seals,
 * makes what the library opens, and refuses what the library refuses, for the same reason.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndependentReaderTest {
  private static final Pattern REFUSED = Pattern.compile("^refused ([A-Z_]+):");
  private static final String NAME = "表格A—離校𠮷.xml";

  private final EnvelopeCodec codec = Providers.one(EnvelopeCodec.class);
  private final List<Path> files = new ArrayList<>();
  private Path folder;
  private PemNet net;
  private LibrarySide library;
  private ReaderSide reader;

  @BeforeAll
  void make_a_net_and_files(@TempDir Path folder) throws IOException {
    this.folder = folder;
    assumeTrue(
        Command.version(folder, "openssl", "version").matches("(?s)OpenSSL ([3-9]|\\d\\d).*"),
        "needs the openssl command, 3.0 or later, on the PATH");
    assumeTrue(
        Command.version(folder, "node", "-p", "typeof require('zlib').crc32").equals("function"),
        "needs the node command, 20.15 or later, on the PATH");
    net = PemNet.create(folder, codec);
    for (var party : List.of("010300", "EDB", "KLN.2")) {
      net.issue(party, KeyUse.OPEN);
      net.issue(party, KeyUse.SIGN);
      net.issue(party, KeyUse.TRANSMIT);
    }
    net.issue("HUB", KeyUse.RECEIPT);
    PemNet.create(folder.resolve("stranger"), codec).issue("010300", KeyUse.SIGN);
    library = new LibrarySide(codec, net, Clock.systemUTC());
    reader = new ReaderSide(net, folder);
    var random = new byte[5_000_000];
    new Random(1).nextBytes(random);
    file("random 5 MB.bin", random);
    file("zeros", new byte[3_000_000]);
    file("empty", new byte[0]);
    file(NAME, "<學生 姓名=\"𠮷田\"/>\n".repeat(40_000).getBytes(UTF_8));
  }

  @Test
  void the_reader_opens_what_the_library_sealed_for_each_recipient() throws IOException {
    var zip = sealed();
    var proved = reader.verify(zip);
    assertThat(proved.out()).as(proved.err()).contains("ACCEPTED by HUB", "DELIVERED by EDB");
    for (var self : List.of("EDB", "KLN.2")) {
      var out = folder.resolve("opened by " + self);
      var opened = reader.open(zip, self, out);
      assertThat(opened.code()).as(opened.err()).isZero();
      assertThat(opened.out()).contains("description: 表格A—離校𠮷", "to KLN.2 (COPY)");
      assertSameFiles(out);
    }
  }

  @Test
  void the_library_opens_what_the_reader_made_for_each_recipient() throws IOException {
    var zip = folder.resolve("made.zip");
    var made = reader.make(zip, "", files);
    assertThat(made.code()).as(made.err()).isZero();
    for (var self : List.of("EDB", "KLN.2")) {
      var out = folder.resolve("library of " + self);
      var opened = library.open(zip, self, out);
      assertThat(opened.manifest().heading().description()).isEqualTo("離校𠮷");
      assertThat(opened.attachments()).hasSameSizeAs(files);
      assertSameFiles(out);
    }
  }

  @Test
  void an_ecdsa_signature_in_its_other_valid_form_is_accepted_by_both() throws IOException {
    var zip = folder.resolve("other form.zip");
    write(zip, parts -> parts.withRouting(Der.otherForm(parts.routing())));
    assertThat(library.open(zip, "EDB", folder.resolve("other form")).attachments()).hasSize(1);
    assertThat(reader.verify(zip).err()).isEmpty();
  }

  @Test
  void a_receipt_of_another_message_is_dropped_and_the_message_opens() throws IOException {
    var content = Files.createTempDirectory(folder, "dropped").resolve("content.cob");
    var sealed = library.seal(library.request(List.of(small("a.bin"))), content);
    var other = library.seal(library.request(List.of()), content.resolveSibling("other.cob"));
    var zip = content.resolveSibling("dropped.zip");
    library.write(
        zip,
        sealed.routing().routing().id(),
        new Envelope(sealed.head(), FolderSink.source(content)),
        List.of(library.receipt(other, ReceiptEvent.ACCEPTED, "HUB", KeyUse.RECEIPT)));
    assertThat(library.open(zip, "EDB", folder.resolve("dropped")).attachments()).hasSize(1);
    assertThat(reader.verify(zip).out()).contains("receipt dropped, RECEIPT_MISMATCH");
  }

  @Test
  void a_message_for_others_is_opened_by_neither() throws IOException {
    var zip = sealed();
    assertThat(libraryReason(zip, "010300")).isEqualTo("NOT_FOR_ME");
    assertThat(readerReason(zip, "010300")).isEqualTo("NOT_FOR_ME");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("io.cds.examples.format.Faults#ofParts")
  void both_refuse_a_part_with(String fault, String reason, Faults.OfParts tampering)
      throws IOException {
    var zip = Files.createTempFile(folder, "part", ".zip");
    write(zip, tampering);
    assertBothRefuse(zip, reason);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("io.cds.examples.format.Faults#ofZips")
  void both_refuse_a_zip_with(String fault, String reason, Faults.OfZip tampering)
      throws IOException {
    var zip = Files.createTempFile(folder, "zip", ".zip");
    write(zip, parts -> parts);
    Files.write(zip, tampering.apply(Files.readAllBytes(zip)));
    assertBothRefuse(zip, reason);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("io.cds.examples.format.Faults#ofRequests")
  void both_refuse_a_message_with(String fault, String reason, Faults.OfRequest tampering)
      throws IOException {
    var request = library.request(List.of(small("a.txt")));
    var content = Files.createTempDirectory(folder, "request").resolve("content.cob");
    var sealed = library.seal(tampering.apply(request, net), content);
    var zip = Files.createTempFile(folder, "request", ".zip");
    var envelope = new Envelope(sealed.head(), FolderSink.source(content));
    library.write(zip, request.key().id(), envelope, List.of());
    assertBothRefuse(zip, reason);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("io.cds.examples.format.Forgeries#all")
  void both_refuse_a_signed_text_with(String fault, String reason, String forged)
      throws IOException {
    var zip = Files.createTempFile(folder, "forged", ".zip");
    var made = reader.make(zip, forged, List.of(folder.resolve(NAME)));
    assertThat(made.code()).as(made.err()).isZero();
    assertBothRefuse(zip, reason);
  }

  @Test
  void the_reader_says_that_it_cannot_do_suite_2() throws IOException {
    var zip = Files.createTempFile(folder, "suite2", ".zip");
    var made = reader.make(zip, "{\"routing\":{\"suite\":2}}", List.of(folder.resolve(NAME)));
    assertThat(made.code()).as(made.err()).isZero();
    var read = reader.verify(zip);
    assertThat(read.code()).isNotZero();
    assertThat(read.err()).contains("VERSION").contains("suite 2 needs ML-KEM-768 and ML-DSA-65");
  }

  @Test
  void the_reader_judges_the_corpus_of_vectors_and_names_what_it_cannot_judge() throws IOException {
    var corpus = Path.of("../cds-testkit/src/main/resources/io/cds/testkit/vectors");
    var judged = reader.vectors(corpus);
    assertThat(judged.err()).isEmpty();
    assertThat(judged.code()).isZero();
    assertThat(judged.out()).containsPattern("\\d+ vectors: \\d{3} right, 0 wrong, 52 not judged");
    assertThat(judged.out().lines().filter(line -> line.startsWith("not judged")))
        .hasSize(52)
        .areExactly(
            36, saying("suite 2 needs ML-KEM-768 and ML-DSA-65, which this reader does not have"))
        .areExactly(16, saying("is a zstd frame, and this reader has no zstd"));
  }

  private static Condition<String> saying(String words) {
    return new Condition<>(line -> line.endsWith(words), words);
  }

  @Test
  void the_reader_says_which_vector_found_it_wrong() throws IOException {
    var corpus = Files.createDirectories(folder.resolve("corpus/content"));
    var files = Path.of("../cds-testkit/src/main/resources/io/cds/testkit/vectors");
    Files.copy(files.resolve("keys.txt"), corpus.resolveSibling("keys.txt"));
    Files.writeString(corpus.resolveSibling("index.txt"), "content/longer\n");
    var vector = Files.readString(files.resolve("content/longer.txt"));
    Files.createDirectories(corpus.resolveSibling("valid"));
    Files.copy(files.resolve("valid/plain.txt"), corpus.resolveSibling("valid/plain.txt"));
    Files.writeString(
        corpus.resolve("longer.txt"), vector.replace("CONTENT_LENGTH", "CONTENT_DIGEST"));
    var judged = reader.vectors(corpus.getParent());
    assertThat(judged.code()).isEqualTo(1);
    assertThat(judged.err())
        .contains("content/longer: expected [CONTENT_DIGEST], found [CONTENT_LENGTH]");
    assertThat(judged.out()).contains("1 vectors: 0 right, 1 wrong, 0 not judged");
  }

  private void assertBothRefuse(Path zip, String reason) throws IOException {
    assertThat(List.of("library", libraryReason(zip, "EDB"), "reader", readerReason(zip, "EDB")))
        .containsExactly("library", reason, "reader", reason);
  }

  private String libraryReason(Path zip, String self) throws IOException {
    try {
      library.open(zip, self, Files.createTempDirectory(folder, "library"));
      return "nothing";
    } catch (InvalidEnvelopeException e) {
      return e.reason().name();
    }
  }

  /** The reason, once it is sure that nothing was written. */
  private String readerReason(Path zip, String self) throws IOException {
    var out = folder.resolve("never written");
    var command = reader.open(zip, self, out);
    if (Files.exists(out)) {
      try (var left = Files.list(out)) {
        assertThat(left).isEmpty();
      }
    }
    return REFUSED
        .matcher(command.err())
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElse(command.code() + " " + command.out() + command.err());
  }

  private Path sealed() throws IOException {
    var content = Files.createTempDirectory(folder, "sealed").resolve("content.cob");
    var attachments = new ArrayList<Attachment>();
    for (var file : files) {
      attachments.add(
          new Attachment(file.getFileName().toString(), "text/xml", FolderSink.source(file)));
    }
    var sealed = library.seal(library.request(attachments, "KLN.2"), content);
    var zip = content.resolveSibling("sealed.zip");
    library.write(
        zip,
        sealed.routing().routing().id(),
        new Envelope(sealed.head(), FolderSink.source(content)),
        List.of(
            library.receipt(sealed, ReceiptEvent.ACCEPTED, "HUB", KeyUse.RECEIPT),
            library.receipt(sealed, ReceiptEvent.DELIVERED, "EDB", KeyUse.TRANSMIT)));
    return zip;
  }

  /** Seals a small message, tampers with its parts and writes the .zip. */
  private void write(Path zip, Faults.OfParts tampering) throws IOException {
    var one = seal(small("a.bin"));
    var other = seal(small("b.bin"));
    var envelope = tampering.apply(one.parts().beside(other.parts())).envelope();
    library.write(zip, one.id(), envelope, List.of());
  }

  private One seal(Attachment attachment) throws IOException {
    var content = Files.createTempDirectory(folder, "one").resolve("content.cob");
    var request = library.request(List.of(attachment));
    var head = library.seal(request, content).head();
    return new One(request.key().id(), Parts.of(head, Files.readAllBytes(content)));
  }

  private record One(MessageId id, Parts parts) {}

  /** 3 MB, so that the content has several pieces. */
  private static Attachment small(String name) {
    var octets = new byte[3_000_000];
    new Random(name.hashCode()).nextBytes(octets);
    return new Attachment(name, "application/octet-stream", Source.of(octets));
  }

  private void file(String name, byte[] octets) throws IOException {
    files.add(Files.write(folder.resolve(name), octets));
  }

  private void assertSameFiles(Path out) {
    for (var file : files) {
      assertThat(out.resolve(file.getFileName())).hasSameBinaryContentAs(file);
    }
  }
}
