package io.cds.crypto.keys;

import static io.cds.crypto.keys.Samples.ACCESS;
import static io.cds.crypto.keys.Samples.PHRASE;
import static io.cds.crypto.keys.Samples.SCHOOL;
import static io.cds.crypto.keys.Samples.access;
import static io.cds.crypto.keys.Samples.authority;
import static io.cds.crypto.keys.Samples.certified;
import static io.cds.crypto.keys.Samples.vault;
import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.KeyUse;
import io.cds.api.envelope.Octets;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a vault, read by other programs. */
@Tag("slow")
class Pkcs12FilesTest {
  @TempDir Path folder;

  private Path file(String name) {
    return folder.resolve("party-010300").resolve(name);
  }

  @Test
  void opensslReadsKeysAndCertificatesOfEveryPart() {
    try (Pkcs12Vault vault = Pkcs12Vault.open(folder, Samples.CLOCK, Samples.RANDOM)) {
      for (KeyUse use : new KeyUse[] {KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT, KeyUse.RECEIPT}) {
        vault.generate(SCHOOL, use, ACCESS);
      }
      vault.atRest(SCHOOL, ACCESS);
    }
    for (String name : new String[] {"keys.p12", "unattended.p12", "receipt.p12"}) {
      Command listed =
          Command.run(
              folder,
              "openssl",
              "pkcs12",
              "-info",
              "-in",
              file(name).toString(),
              "-noenc",
              "-passin",
              "pass:" + PHRASE);
      assertThat(listed.status()).as(listed.said()).isZero();
      assertThat(listed.said())
          .contains("MAC: sha256, Iteration 100000")
          .contains("PBES2, PBKDF2, AES-256-CBC, Iteration 50000, PRF hmacWithSHA256")
          .contains("-----BEGIN PRIVATE KEY-----", "-----BEGIN CERTIFICATE-----", "CN = 010300");
    }
  }

  @Test
  void opensslRefusesAnotherPassphrase() {
    try (Pkcs12Vault vault = vault(folder)) {
      vault.generate(SCHOOL, KeyUse.SIGN, ACCESS);
    }
    Command listed =
        Command.run(
            folder,
            "openssl",
            "pkcs12",
            "-in",
            file("keys.p12").toString(),
            "-noenc",
            "-passin",
            "pass:another");
    assertThat(listed.status()).isNotZero();
    assertThat(listed.said()).contains("invalid password").doesNotContain("PRIVATE KEY");
  }

  @Test
  void aChinesePassphraseOpensTheFileInOpensslToo() {
    try (Pkcs12Vault vault = vault(folder)) {
      vault.generate(SCHOOL, KeyUse.SIGN, access("獅子山下一九六七"));
    }
    Path typed = folder.resolve("typed");
    write(typed, "獅子山下一九六七\n");
    Command listed =
        Command.run(
            folder,
            "openssl",
            "pkcs12",
            "-in",
            file("keys.p12").toString(),
            "-noenc",
            "-passin",
            "file:" + typed);
    assertThat(listed.status()).as(listed.said()).isZero();
    assertThat(listed.said()).contains("BEGIN PRIVATE KEY");
  }

  @Test
  void keytoolListsPairsAndTheAtRestKey() {
    try (Pkcs12Vault vault = vault(folder)) {
      vault.generate(SCHOOL, KeyUse.TRANSMIT, ACCESS);
      vault.atRest(SCHOOL, ACCESS);
    }
    Command listed =
        Command.run(
            folder,
            "keytool",
            "-list",
            "-keystore",
            file("unattended.p12").toString(),
            "-storepass",
            PHRASE);
    assertThat(listed.status()).as(listed.said()).isZero();
    assertThat(listed.said())
        .contains("transmit-20260901t080000000z-", "PrivateKeyEntry")
        .contains("at-rest-20260901t080000000z-", "SecretKeyEntry");
  }

  @Test
  void theJdkOpensAPairWithItsCertificate() throws Exception {
    String name;
    Octets certificate;
    try (Pkcs12Vault vault = vault(folder)) {
      Samples.Certified made = certified(vault, authority(folder), KeyUse.SIGN);
      name = made.generated().key().name();
      certificate = made.certificate();
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file("keys.p12"))) {
      store.load(in, PHRASE.toCharArray());
    }
    assertThat(store.getKey(name, PHRASE.toCharArray()).getAlgorithm()).isEqualTo("EC");
    X509Certificate found = (X509Certificate) store.getCertificate(name);
    assertThat(Octets.of(found.getEncoded())).isEqualTo(certificate);
  }

  @Test
  void filesAreForTheirOwnerAlone() throws Exception {
    try (Pkcs12Vault vault = vault(folder)) {
      vault.generate(SCHOOL, KeyUse.SIGN, ACCESS);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("keys.p12"))))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("."))))
        .isEqualTo("rwx------");
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
