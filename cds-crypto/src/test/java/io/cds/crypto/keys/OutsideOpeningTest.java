package io.cds.crypto.keys;

import static io.cds.crypto.keys.Samples.ACCESS;
import static io.cds.crypto.keys.Samples.NOW;
import static io.cds.crypto.keys.Samples.SCHOOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsException;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.Secret;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyVault;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.algorithm.KeyTransport;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.ZoneOffset;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of an outside certificate that others seal to: taken in, and used for that alone. */
class OutsideOpeningTest {
  private static final byte[] CEK = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
    27, 28, 29, 30, 31, 32
  };

  @TempDir private Path folder;
  private OutsideAuthority xca;
  private KeyPair pair;
  private Octets certificate;

  @BeforeEach
  void issue() throws Exception {
    xca = new OutsideAuthority("XCA");
    pair = OutsideAuthority.pair(2048);
    certificate = xca.issue(pair, KeyUsage.keyEncipherment | KeyUsage.dataEncipherment);
  }

  @Test
  void itsKeyDecryptsAndNobodySeesItAmongTheKeys() throws Exception {
    try (Pkcs12Vault vault = Samples.vault(folder)) {
      char[] password = "p".toCharArray();
      byte[] pfx = OutsideAuthority.pfx(pair, certificate, "p");
      assertThat(vault.importOutsideForOpening(SCHOOL, pfx, password, ACCESS))
          .isEqualTo(certificate);
      assertThat(password).containsOnly('\0');
      assertThat(decrypted(vault, encrypted())).isEqualTo(CEK);
      assertThat(vault.keys(SCHOOL)).isEmpty();
      assertThat(vault.outside(SCHOOL, ACCESS)).as("a key to sign with").isEmpty();
      problem(ProblemCode.WRONG_PASSPHRASE, () -> decryptedBy(vault, "another passphrase"));
    }
    try (Pkcs12Vault again = Samples.vault(folder)) {
      assertThat(decrypted(again, encrypted())).isEqualTo(CEK);
    }
  }

  @Test
  void whatDoesNotDecryptGivesAnotherKeyEachTimeAndNoReason() throws Exception {
    try (Pkcs12Vault vault = imported()) {
      byte[] once = decrypted(vault, new byte[256]);
      byte[] twice = decrypted(vault, new byte[256]);
      assertThat(once).hasSize(32).isNotEqualTo(twice);
      assertThat(decrypted(vault, new byte[3])).hasSize(32);
    }
  }

  @Test
  void aKeyThatIsNotHereIsToldByItsCertificate() throws Exception {
    try (Pkcs12Vault vault = Samples.vault(folder)) {
      assertThatThrownBy(() -> decrypted(vault, encrypted()))
          .isInstanceOfSatisfying(
              CdsException.class,
              e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.KEY_MISSING))
          .hasMessageContaining(digest().hex());
    }
  }

  @Test
  void aCertificateThatSignsIsForSigningAndOneForKeysIsNot() throws Exception {
    Octets both = xca.issue(pair, KeyUsage.keyEncipherment | KeyUsage.digitalSignature);
    byte[] signs = OutsideAuthority.pfx(pair, both, "p");
    byte[] opens = OutsideAuthority.pfx(pair, certificate, "p");
    try (Pkcs12Vault vault = Samples.vault(folder)) {
      problem(
          ProblemCode.KEY_MISSING,
          () -> vault.importOutsideForOpening(SCHOOL, signs, "p".toCharArray(), ACCESS));
      problem(
          ProblemCode.KEY_MISSING,
          () -> vault.importOutside(SCHOOL, opens, "p".toCharArray(), ACCESS));
      assertThat(vault.importOutside(SCHOOL, signs, "p".toCharArray(), ACCESS)).isEqualTo(both);
      problem(
          ProblemCode.KEY_MISSING,
          () ->
              vault.decryptOutside(SCHOOL, Digests.digest(both), Octets.of(new byte[256]), ACCESS));
    }
  }

  @Test
  void ofATokenNoneDecryptsAndThoseOfItsFilesDo() throws Exception {
    imported().close();
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    Pkcs12Vault files = Samples.vault(folder);
    Pkcs11Token token = Tokens.school();
    try (Pkcs11Vault vault = new Pkcs11Vault(token, files, folder, clock, Samples.RANDOM)) {
      assertThat(decrypted(vault, encrypted())).isEqualTo(CEK);
      problem(
          ProblemCode.KEY_MISSING,
          () ->
              vault.decryptOutside(
                  PartyCode.of("020200"), digest(), Octets.of(encrypted()), ACCESS));
    }
  }

  private Pkcs12Vault imported() throws Exception {
    Pkcs12Vault vault = Samples.vault(folder);
    byte[] pfx = OutsideAuthority.pfx(pair, certificate, "p");
    vault.importOutsideForOpening(SCHOOL, pfx, "p".toCharArray(), ACCESS);
    return vault;
  }

  private byte[] encrypted() {
    return KeyTransport.encrypt(pair.getPublic(), CEK, Samples.RANDOM);
  }

  private byte[] decrypted(KeyVault vault, byte[] encrypted) {
    try (Secret found = vault.decryptOutside(SCHOOL, digest(), Octets.of(encrypted), ACCESS)) {
      return found.reveal();
    }
  }

  private void decryptedBy(KeyVault vault, String passphrase) {
    vault
        .decryptOutside(SCHOOL, digest(), Octets.of(encrypted()), Samples.access(passphrase))
        .close();
  }

  private Sha256 digest() {
    return Digests.digest(certificate);
  }

  private static void problem(ProblemCode code, ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            CdsException.class, thrown -> assertThat(thrown.problem().code()).isEqualTo(code));
  }
}
