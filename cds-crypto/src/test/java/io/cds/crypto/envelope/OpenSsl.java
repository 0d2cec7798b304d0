package io.cds.crypto.envelope;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.envelope.Octets;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Assumptions;

/** Runs the {@code openssl} command. */
final class OpenSsl {

  private OpenSsl() {}

  /** What a run printed, and how it ended. */
  record Run(int code, String output) {}

  static void assumePresent() {
    boolean present;
    try {
      present = run(Path.of("."), "version").output().startsWith("OpenSSL 3");
    } catch (IOException e) {
      present = false;
    }
    Assumptions.assumeTrue(present, "SKIPPED: no OpenSSL 3 on this machine");
  }

  static Run run(Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException("openssl did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return new Run(process.exitValue(), output);
  }

  static byte[] certificate(Octets der) {
    return pem("CERTIFICATE", der.toArray());
  }

  /** PKCS#8 of version 1, which OpenSSL 3.0 reads. */
  static byte[] key(PrivateKey key) throws IOException {
    PrivateKeyInfo full = PrivateKeyInfo.getInstance(key.getEncoded());
    ECPrivateKey ec = ECPrivateKey.getInstance(full.parsePrivateKey());
    AlgorithmIdentifier p256 =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, X9ObjectIdentifiers.prime256v1);
    PrivateKeyInfo plain = new PrivateKeyInfo(p256, new ECPrivateKey(256, ec.getKey()));
    return pem("PRIVATE KEY", plain.getEncoded());
  }

  static byte[] pem(String type, byte[] der) {
    String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    String text = "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    return text.getBytes(US_ASCII);
  }
}
