package io.cds.crypto.envelope;

import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.SCHOOL;
import static io.cds.crypto.envelope.Network.attachment;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ZipForm;
import io.cds.api.envelope.ZipGroup;
import io.cds.api.spi.VaultKey;
import io.cds.api.spi.ZipWriter;
import io.cds.crypto.algorithm.BouncyCastle;
import io.cds.crypto.envelope.Network.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;
import org.bouncycastle.jcajce.interfaces.MLKEMPrivateKey;
import org.junit.jupiter.api.Test;

/**
 * The example of suite 2 in docs/envelope-v1-example: whatever changes here, it must open for ever.
 * With {@code -Dcds.accept=true} it is written where it is missing, and never over what is there.
 */
class HybridExampleTest {

  private static final byte[] FORM = "<離校 學生=\"陳大文\"/>\n".getBytes(UTF_8);
  private static final Path FOLDER = WorkedExampleTest.docs().resolve("envelope-v1-example");
  private static final Path ZIP = FOLDER.resolve("suite-2.zip");

  private final Network network = new Network("worked example");

  @Test
  void theExampleOpensWithTheKeysBesideIt() throws IOException, GeneralSecurityException {
    if (Boolean.getBoolean("cds.accept") && !Files.exists(ZIP)) {
      write();
    }
    take(SCHOOL, KeyUse.SIGN_MLDSA, "ML-DSA-65");
    take(EDB, KeyUse.OPEN_MLKEM, "ML-KEM-768");
    MemorySink content = new MemorySink();
    List<ZipGroup> groups;
    try (var in = Files.newInputStream(ZIP)) {
      groups = network.codec.readZip(in, ZipForm.FILE, (id, head, length) -> content, Watch.none());
    }
    Network.Result result =
        network.open(
            new Envelope(groups.get(0).head().orElseThrow(), Source.of(content.octets())), EDB);
    assertThat(result.opened().manifest().suite()).isEqualTo(2);
    assertThat(result.sinks().get(0).octets()).isEqualTo(FORM);
  }

  /** The keys of suite 2 come from the files; those of suite 1 are the network's own. */
  private void take(PartyCode party, KeyUse use, String algorithm)
      throws IOException, GeneralSecurityException {
    Octets certificate = Octets.of(der(party + "-" + use + ".pem"));
    PrivateKey key =
        KeyFactory.getInstance(algorithm, BouncyCastle.provider())
            .generatePrivate(new PKCS8EncodedKeySpec(der(party + "-" + use + ".key.pem")));
    network.vault.add(party, use, key, certificate);
    network.directory.with(network.codec.certificate(certificate, network.authority.root()));
  }

  private static byte[] der(String file) throws IOException {
    String pem = Files.readString(FOLDER.resolve(file), US_ASCII);
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
  }

  private static void write() throws IOException {
    Network maker = new Network("worked example").hybrid();
    Message message =
        maker.seal(maker.hybridRequest(List.of(EDB), attachment("表格A—離校𠮷.xml", FORM)));
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    ZipWriter writer = maker.codec.zipWriter(zip, ZipForm.FILE);
    writer.envelope(Network.ID, message.envelope(), List.of());
    writer.finish();
    write(maker, SCHOOL, KeyUse.SIGN_MLDSA);
    write(maker, EDB, KeyUse.OPEN_MLKEM);
    Files.write(ZIP, zip.toByteArray());
  }

  private static void write(Network maker, PartyCode party, KeyUse use) throws IOException {
    VaultKey held = maker.key(party, use);
    PrivateKey key = maker.vault.privateKey(held.ref());
    PrivateKey seed =
        key instanceof MLKEMPrivateKey mlkem
            ? mlkem.getPrivateKey(true)
            : ((MLDSAPrivateKey) key).getPrivateKey(true);
    String name = party + "-" + use;
    Files.write(
        FOLDER.resolve(name + ".pem"), OpenSsl.certificate(held.certificate().orElseThrow()));
    Files.write(FOLDER.resolve(name + ".key.pem"), OpenSsl.pem("PRIVATE KEY", seed.getEncoded()));
  }
}
