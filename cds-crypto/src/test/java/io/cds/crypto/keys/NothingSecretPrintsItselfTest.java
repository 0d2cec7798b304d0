package io.cds.crypto.keys;

import static io.cds.crypto.keys.Samples.ACCESS;
import static io.cds.crypto.keys.Samples.PHRASE;
import static io.cds.crypto.keys.Samples.SCHOOL;
import static io.cds.crypto.keys.Samples.access;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cds.api.EnrolmentCode;
import io.cds.api.KeyUse;
import io.cds.api.Secret;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.SignatureScheme;
import io.cds.crypto.keys.CertificateProfile.Issuer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NothingSecretPrintsItselfTest {
  @TempDir Path folder;

  @Test
  void secretsAndCodesPrintTheirKindAlone() {
    byte[] octets = "top secret".getBytes(StandardCharsets.US_ASCII);
    assertThat(Secret.takeOver(octets)).hasToString("Secret");
    EnrolmentCode code = EnrolmentCode.create(Samples.RANDOM);
    assertThat(code).hasToString("EnrolmentCode");
    assertThat(code.toString()).doesNotContain(code.reveal().substring(0, 5));
  }

  @Test
  void aRefusedCodeIsNotRepeated() {
    Throwable thrown = catchThrowable(() -> EnrolmentCode.parse("XYZZY-98765-MNPQR-STVWX-YZ01U"));
    assertThat(printed(thrown)).doesNotContain("XYZZY").doesNotContain("98765");
  }

  @Test
  void theObjectsOfAVaultPrintNoPassphraseAndNoKey() {
    KeyPair pair = io.cds.crypto.algorithm.P256.generate(Samples.RANDOM);
    byte[] clear = PrivateKeys.pkcs8(pair);
    String number = ((java.security.interfaces.ECPrivateKey) pair.getPrivate()).getS().toString(16);
    Passphrase passphrase = Passphrase.ask(ACCESS, SCHOOL, KeyUse.SIGN);
    UnlockedKeys unlocked = new UnlockedKeys(Samples.RANDOM);
    Secret key = Secret.takeOver(clear.clone());
    try (Pkcs12Vault vault = Samples.vault(folder)) {
      for (Object thing :
          List.of(
              passphrase,
              unlocked,
              new CobblestoneAtRest(key, Samples.RANDOM),
              new Issuer(Samples.authority(folder).root(), pair.getPrivate()),
              new CertificateSigner(pair.getPrivate(), Samples.RANDOM),
              vault,
              vault.of(SCHOOL),
              ACCESS)) {
        assertThat(thing.toString()).doesNotContain(PHRASE).doesNotContainIgnoringCase(number);
      }
    }
  }

  @Test
  void aWrongPassphraseIsNotRepeatedInWhatIsThrown() {
    try (Pkcs12Vault vault = Samples.vault(folder)) {
      KeyRef key = vault.generate(SCHOOL, KeyUse.SIGN, ACCESS).key();
      Throwable thrown =
          catchThrowable(
              () ->
                  vault.sign(
                      key,
                      SignatureScheme.ECDSA_SHA256_DER,
                      new byte[1],
                      access("Lion Rock 1968")));
      assertThat(printed(thrown)).contains("WRONG_PASSPHRASE").doesNotContain("Lion Rock");
    }
  }

  private static String printed(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
