package io.cds.crypto.envelope;

import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.HUB;
import static io.cds.crypto.envelope.Network.SCHOOL;
import static io.cds.crypto.envelope.Network.attachment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.spi.VaultKey;
import io.cds.api.spi.ZipWriter;
import io.cds.crypto.envelope.Network.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The worked example of docs/envelope-v1.md: made here from fixed randomness, written into
 * docs/envelope-v1-example, and shown in section 14. With {@code -Dcds.accept=true} it is written
 * anew.
 */
class WorkedExampleTest {

  private static final String BEGIN = "<!-- worked example: made by WorkedExampleTest -->\n";

  private final Network network = new Network("worked example");

  @Test
  void theFilesOfTheExampleAreTheOnesThatTheCodecMakes() throws IOException {
    Path folder = docs().resolve("envelope-v1-example");
    Map<String, byte[]> files = files();
    if (Boolean.getBoolean("cds.accept")) {
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      assertThat(folder.resolve(file.getKey())).hasBinaryContent(file.getValue());
    }
  }

  @Test
  void theHexadecimalOfTheSpecificationIsTheOneThatTheCodecMakes() throws IOException {
    Path page = docs().resolve("envelope-v1.md");
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    assertThat(begin).isGreaterThan(BEGIN.length());
    Message message = message();
    String expected = new WorkedExampleText(network, message, receipt(message)).text();
    if (Boolean.getBoolean("cds.accept")) {
      Files.writeString(page, text.substring(0, begin) + expected);
    }
    assertThat(Files.readString(page).substring(begin)).isEqualTo(expected);
  }

  private Message message() throws IOException {
    return network.seal(attachment("表格A—離校𠮷.xml", "<離校 學生=\"陳大文\"/>\n".getBytes(UTF_8)));
  }

  private SignedReceipt receipt(Message message) {
    ReceiptText text =
        new ReceiptText(
            network.authority.net(),
            Network.ID,
            SCHOOL,
            message.sealed().routing().digest(),
            ReceiptEvent.ACCEPTED,
            Network.SEALED_AT.plusSeconds(2),
            HUB,
            Optional.empty());
    return network.codec.receipt(
        text, network.key(HUB, KeyUse.RECEIPT), network.vault, Network.ACCESS);
  }

  private Map<String, byte[]> files() throws IOException {
    Message message = message();
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    ZipWriter writer = network.codec.zipWriter(zip, ZipForm.FILE);
    writer.envelope(Network.ID, message.envelope(), List.of(receipt(message)));
    writer.finish();
    Map<String, byte[]> files = new TreeMap<>();
    files.put("export.zip", zip.toByteArray());
    files.put("root.pem", OpenSsl.certificate(network.authority.root()));
    put(files, SCHOOL, KeyUse.SIGN);
    put(files, EDB, KeyUse.OPEN);
    put(files, HUB, KeyUse.RECEIPT);
    return files;
  }

  private void put(Map<String, byte[]> files, PartyCode party, KeyUse use) throws IOException {
    VaultKey key = network.key(party, use);
    String name = party + "-" + use;
    files.put(name + ".pem", OpenSsl.certificate(key.certificate().orElseThrow()));
    files.put(name + ".key.pem", OpenSsl.key(network.vault.privateKey(key.ref())));
  }

  static Path docs() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("docs/envelope-v1.md"))) {
      here = here.getParent();
    }
    return here.resolve("docs");
  }
}
