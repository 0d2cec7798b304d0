package io.cds.crypto.keys;

import static io.cds.crypto.keys.Samples.ACCESS;
import static io.cds.crypto.keys.Samples.SCHOOL;
import static io.cds.crypto.keys.Samples.access;
import static io.cds.crypto.keys.Samples.authority;
import static io.cds.crypto.keys.Samples.certified;
import static io.cds.crypto.keys.Samples.vault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsException;
import io.cds.api.KeyUse;
import io.cds.api.Secret;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyWrap;
import io.cds.crypto.algorithm.KeyAgreementWrap;
import io.cds.crypto.algorithm.P256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemExportTest {
  @TempDir Path folder;

  private PemExport export(KeyUse use, String text) throws IOException {
    RootAuthority authority = authority(folder);
    Files.writeString(
        folder.resolve("root.pem"), Pem.text("CERTIFICATE", authority.root().toArray()));
    Files.writeString(folder.resolve("text"), text);
    try (Pkcs12Vault vault = vault(folder.resolve("vault"))) {
      KeyRef key = certified(vault, authority, use).generated().key();
      return PemExport.write(vault, key, ACCESS, folder.resolve("out"));
    }
  }

  private Command openssl(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "openssl";
    System.arraycopy(words, 0, all, 1, words.length);
    return Command.run(folder, all);
  }

  @Test
  void opensslSignsAndVerifiesWithAnExportedKey() throws IOException {
    PemExport files = export(KeyUse.SIGN, "方便");
    Command signed =
        openssl(
            "cms",
            "-sign",
            "-binary",
            "-nodetach",
            "-nocerts",
            "-in",
            "text",
            "-signer",
            files.certificate().toString(),
            "-inkey",
            files.key().toString(),
            "-outform",
            "DER",
            "-out",
            "signed.p7s");
    assertThat(signed.status()).as(signed.said()).isZero();
    Command verified =
        openssl(
            "cms",
            "-verify",
            "-binary",
            "-inform",
            "DER",
            "-in",
            "signed.p7s",
            "-certfile",
            files.certificate().toString(),
            "-nointern",
            "-CAfile",
            "root.pem",
            "-attime",
            Long.toString(Samples.NOW.getEpochSecond() + 60));
    assertThat(verified.status()).as(verified.said()).isZero();
    assertThat(verified.said()).contains("方便");
  }

  @Test
  void opensslOpensWhatWasSealedToAnExportedKey() throws IOException {
    PemExport files = export(KeyUse.OPEN, "only for the school");
    Command sealed =
        openssl(
            "cms",
            "-encrypt",
            "-binary",
            "-aes-256-gcm",
            "-in",
            "text",
            "-recip",
            files.certificate().toString(),
            "-keyopt",
            "ecdh_kdf_md:sha256",
            "-outform",
            "DER",
            "-out",
            "sealed.p7m");
    assertThat(sealed.status()).as(sealed.said()).isZero();
    Command opened =
        openssl(
            "cms",
            "-decrypt",
            "-binary",
            "-inform",
            "DER",
            "-in",
            "sealed.p7m",
            "-recip",
            files.certificate().toString(),
            "-inkey",
            files.key().toString());
    assertThat(opened.status()).as(opened.said()).isZero();
    assertThat(opened.said()).isEqualTo("only for the school");
  }

  @Test
  void theKeyIsPkcs8OfVersionOneAndForItsOwnerAlone() throws IOException {
    PemExport files = export(KeyUse.SIGN, "");
    assertThat(files.key()).hasFileName("010300-sign.key.pem");
    assertThat(files.certificate()).hasFileName("010300-sign.cert.pem");
    assertThat(Files.readString(files.key()))
        .startsWith("-----BEGIN PRIVATE KEY-----\n")
        .endsWith("\n-----END PRIVATE KEY-----\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.key())))
        .isEqualTo("rw-------");
    Command shown = openssl("asn1parse", "-in", files.key().toString());
    assertThat(shown.said().lines().skip(1).findFirst().orElseThrow())
        .endsWith("INTEGER           :00");
  }

  @Test
  void aWrongPassphraseOrAPairWithoutACertificateExportsNothing() {
    try (Pkcs12Vault vault = vault(folder.resolve("vault"))) {
      KeyRef certified = certified(vault, authority(folder), KeyUse.SIGN).generated().key();
      KeyRef fresh = vault.generate(SCHOOL, KeyUse.OPEN, ACCESS).key();
      Path out = folder.resolve("out");
      assertThatThrownBy(() -> PemExport.write(vault, certified, access("wrong"), out))
          .isInstanceOf(CdsException.class)
          .hasMessageContaining("WRONG_PASSPHRASE");
      assertThatThrownBy(() -> PemExport.write(vault, fresh, ACCESS, out))
          .isInstanceOf(CdsException.class)
          .hasMessageContaining("KEY_MISSING");
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void aFileThatIsThereIsNotOverwritten() throws IOException {
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/010300-sign.key.pem"), "mine");
    assertThatThrownBy(() -> export(KeyUse.SIGN, ""))
        .isInstanceOf(CdsException.class)
        .hasMessageContaining("already");
    assertThat(folder.resolve("out/010300-sign.key.pem")).hasContent("mine");
  }

  @Test
  void theVaultUnwrapsWhatTheFormatWraps() {
    try (Pkcs12Vault vault = vault(folder)) {
      Samples.Certified made = certified(vault, authority(folder), KeyUse.OPEN);
      KeyPair ephemeral = P256.generate(Samples.RANDOM);
      byte[] info = {1, 2, 3};
      byte[] key = new byte[32];
      Samples.RANDOM.nextBytes(key);
      byte[] wrapped =
          KeyAgreementWrap.wrap(
              ephemeral.getPrivate(), Certificates.publicKey(made.certificate()), info, key);
      KeyWrap wrap =
          new KeyWrap(
              Octets.of(P256.point(ephemeral.getPublic())), Octets.of(info), Octets.of(wrapped));
      try (Secret secret = vault.unwrap(made.generated().key(), wrap, ACCESS)) {
        assertThat(secret.reveal()).isEqualTo(key);
      }
    }
  }
}
