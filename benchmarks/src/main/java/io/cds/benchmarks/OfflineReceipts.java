package io.cds.benchmarks;

import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.EnvelopeCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Checks receipts without a network, by the root and certificates that it made: each by the codec,
 * and by the {@code openssl} command, which knows nothing of this library.
 */
final class OfflineReceipts {
  private final EnvelopeCodec codec;
  private final Octets root;
  private final List<Octets> certificates;
  private final OneNet directory;

  OfflineReceipts(EnvelopeCodec codec, Octets root, List<Octets> certificates) {
    this.codec = codec;
    this.root = root;
    this.certificates = certificates;
    this.directory = new OneNet(codec.sha256(root.toArray()));
    certificates.forEach(one -> directory.add(codec.certificate(one, root).with(KeyState.ACTIVE)));
  }

  /** What it testifies. @throws IllegalStateException if the command does not verify it */
  ReceiptText checked(SignedReceipt receipt) throws Exception {
    ReceiptText text = codec.check(receipt, directory);
    Path folder = Files.createTempDirectory("benchmark-receipt");
    Path signed = folder.resolve("receipt.p7s");
    Path roots = folder.resolve("root.pem");
    Path others = folder.resolve("certificates.pem");
    try {
      Files.write(signed, receipt.octets().toArray());
      Files.writeString(roots, pem(root));
      Files.writeString(others, String.join("", certificates.stream().map(this::pem).toList()));
      requireVerified(signed, roots, others);
      return text;
    } finally {
      for (Path file : new Path[] {signed, roots, others, folder}) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** As docs/envelope-v1.md, 13, has it for a routing record. */
  private static void requireVerified(Path signed, Path roots, Path others) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl", "cms", "-verify", "-cades"));
    command.addAll(List.of("-binary", "-inform", "DER", "-in", signed.toString()));
    command.addAll(List.of("-certfile", others.toString(), "-nointern"));
    command.addAll(List.of("-CAfile", roots.toString(), "-out", "/dev/null"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("openssl does not verify a receipt: " + told);
    }
  }

  private String pem(Octets certificate) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.toArray())
        + "\n-----END CERTIFICATE-----\n";
  }
}
