package io.cds.crypto.envelope;

import static io.cds.crypto.envelope.Network.attachment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.InvalidReason;
import io.cds.testkit.vectors.VectorFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The corpus of envelope vectors in cds-testkit: made here from fixed randomness and compared octet
 * for octet with its files. With {@code -Dcds.accept=true} they are written anew.
 */
@Tag("slow")
class EnvelopeVectorsTest {

  private static final Path FOLDER =
      Path.of("../cds-testkit/src/main/resources/io/cds/testkit/vectors");

  /** Reasons that no octets alone can give, each with why; there is none. */
  private static final Map<String, String> WITHOUT_A_VECTOR = Map.of();

  @Test
  void theFilesOfTheCorpusAreTheOnesThatItsGeneratorsMake()
      throws IOException, GeneralSecurityException {
    Map<String, String> files = corpus().files();
    if (Boolean.getBoolean("cds.accept")) {
      for (String gone : committed()) {
        Files.delete(FOLDER.resolve(gone));
      }
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = FOLDER.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }
    assertThat(committed()).isEqualTo(files.keySet());
    for (Map.Entry<String, String> file : files.entrySet()) {
      assertThat(FOLDER.resolve(file.getKey())).hasContent(file.getValue());
    }
  }

  @Test
  void everyReasonOfTheFormatIsOneThatSomeVectorMustGive() {
    Set<String> given = new TreeSet<>();
    VectorFiles.all().forEach(vector -> given.add(vector.expect()));
    assertThat(given.remove(VectorText.VALID)).isTrue();
    Set<String> all = new TreeSet<>();
    for (InvalidReason reason : InvalidReason.values()) {
      all.add(reason.name());
    }
    assertThat(WITHOUT_A_VECTOR).allSatisfy((reason, why) -> assertThat(why).isNotBlank());
    all.removeAll(WITHOUT_A_VECTOR.keySet());
    assertThat(given).isEqualTo(all);
  }

  private static Set<String> committed() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      Set<String> names = new TreeSet<>();
      all.filter(path -> path.toString().endsWith(".txt"))
          .forEach(path -> names.add(FOLDER.relativize(path).toString().replace('\\', '/')));
      return names;
    }
  }

  private static Corpus corpus() throws IOException, GeneralSecurityException {
    // Long: a list, one generator of vectors after the other.
    Network network = new Network("envelope vectors").hybrid();
    Corpus corpus = new Corpus(network);
    keys(corpus);
    byte[] noise = new byte[16_400];
    new FixedRandom("noise").nextBytes(noise);
    byte[] text = "<pupil/>".repeat(100).getBytes(UTF_8);
    ValidVectors valid = new ValidVectors(network, corpus);
    Sender plain =
        valid.message(
            "plain",
            "two attachments, neither of them compressed",
            attachment("a.bin", java.util.Arrays.copyOf(noise, 100)),
            attachment("b.txt", text));
    Sender chunks =
        valid.message("two-chunks", "a content of two chunks", attachment("a.bin", noise));
    valid.message("no-attachments", "a content of padding alone");
    valid.copies("copy", "opened by the second of two recipients", attachment("b.txt", text));
    new RoutingFaults(plain, corpus).add();
    new JsonFaults(plain, corpus).add();
    new ContentFaults(plain, chunks, corpus).add();
    new ManifestFaults(plain, corpus).add();
    new CmsFaults(plain, corpus).add();
    new SuiteFaults(
            network,
            plain,
            valid.hybrid("suite-2", "a message of suite 2", attachment("b.txt", text)),
            corpus)
        .add();
    new ReceiptFaults(network, plain, corpus).add();
    new ZipFaults(corpus).add();
    new LimitFaults(plain, corpus).add();
    new CertificateFaults(network, plain, corpus).add();
    new DirectoryFaults(network, corpus).add();
    new RsaFaults(network, plain, corpus).add();
    new ZstdFaults(plain, corpus).add();
    new EnrolmentFaults(network, corpus).add();
    new SetLimits(plain, corpus).add();
    new OutsideFaults(network, corpus, attachment("b.txt", text)).add();
    return corpus;
  }

  private static void keys(Corpus corpus) {
    corpus.key(Network.HUB, KeyUse.RECEIPT);
    for (PartyCode party : List.of(Network.SCHOOL, Network.EDB, Network.OTHER)) {
      for (KeyUse use :
          List.of(
              KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT, KeyUse.SIGN_MLDSA, KeyUse.OPEN_MLKEM)) {
        corpus.key(party, use);
      }
    }
  }
}
