package io.cds.crypto.envelope;

import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.OTHER;
import static io.cds.crypto.envelope.Network.SCHOOL;
import static io.cds.crypto.envelope.Network.attachment;
import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.cms.SignedData;
import io.cds.crypto.envelope.OpenSsl.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/envelope-v1.md, section 13, as they stand there. */
@Tag("slow")
class OpenSslTest {

  @TempDir Path directory;

  private final Network network = new Network();
  private EnvelopeHead head;

  @BeforeEach
  void writeFiles() throws IOException {
    OpenSsl.assumePresent();
    head =
        network
            .seal(network.request(List.of(EDB, OTHER), attachment("a.txt", new byte[20])))
            .sealed()
            .head();
    Files.write(directory.resolve("routing.p7s"), head.routing().toArray());
    Files.write(directory.resolve("manifest.p7m"), head.manifest().toArray());
    Files.write(directory.resolve("root.pem"), OpenSsl.certificate(network.authority.root()));
    certificate(SCHOOL, KeyUse.SIGN);
    certificate(EDB, KeyUse.OPEN);
    certificate(OTHER, KeyUse.OPEN);
  }

  private void certificate(PartyCode party, KeyUse use) throws IOException {
    var key = network.key(party, use);
    Files.write(
        directory.resolve(party + "-" + use + ".pem"),
        OpenSsl.certificate(key.certificate().orElseThrow()));
    Files.write(
        directory.resolve(party + "-" + use + ".key"),
        OpenSsl.key(network.vault.privateKey(key.ref())));
  }

  @Test
  void opensslVerifiesTheRoutingRecord() throws IOException {
    Run run = verify("routing.p7s");
    assertThat(run.output()).contains("Verification successful");
    assertThat(run.code()).isZero();
    byte[] content =
        SignedData.read(head.routing().toArray(), ContentKind.ROUTING).content().toArray();
    assertThat(Files.readAllBytes(directory.resolve("routing.json"))).isEqualTo(content);
  }

  @Test
  void opensslShowsTheContentType() throws IOException {
    Run run =
        OpenSsl.run(
            directory,
            "cms",
            "-cmsout",
            "-print",
            "-noout",
            "-inform",
            "DER",
            "-in",
            "routing.p7s");
    assertThat(run.output())
        .contains("eContentType: undefined (" + ContentKind.ROUTING.dotted() + ")");
  }

  @Test
  void opensslRefusesAChangedRoutingRecord() throws IOException {
    byte[] changed = head.routing().toArray();
    changed[300] ^= 1;
    Files.write(directory.resolve("changed.p7s"), changed);
    assertThat(verify("changed.p7s").code()).isNotZero();
  }

  @Test
  void opensslOpensTheManifestForEveryRecipient() throws IOException {
    byte[] expected = network.codec.peek(head.routing()).manifestJson().octets();
    for (PartyCode party : List.of(EDB, OTHER)) {
      Run run =
          OpenSsl.run(
              directory,
              "cms",
              "-decrypt",
              "-inform",
              "DER",
              "-in",
              "manifest.p7m",
              "-recip",
              party + "-OPEN.pem",
              "-inkey",
              party + "-OPEN.key",
              "-binary",
              "-out",
              "manifest.bin");
      assertThat(run.code()).as(run.output()).isZero();
      byte[] plain = Files.readAllBytes(directory.resolve("manifest.bin"));
      assertThat(plain.length % 4096).isZero();
      assertThat(Digests.sha256(Arrays.copyOfRange(plain, 32, plain.length))).isEqualTo(expected);
    }
  }

  private Run verify(String file) throws IOException {
    return OpenSsl.run(
        directory,
        "cms",
        "-verify",
        "-inform",
        "DER",
        "-in",
        file,
        "-certfile",
        SCHOOL + "-SIGN.pem",
        "-nointern",
        "-cades",
        "-CAfile",
        "root.pem",
        "-attime",
        String.valueOf(Network.SEALED_AT.getEpochSecond()),
        "-binary",
        "-out",
        "routing.json");
  }
}
