package io.cds.crypto.keys;

import static io.cds.crypto.keys.Samples.ACCESS;
import static io.cds.crypto.keys.Samples.NOW;
import static io.cds.crypto.keys.Samples.RANDOM;
import static io.cds.crypto.keys.Samples.SCHOOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.CdsException;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.Secret;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault.Generated;
import io.cds.api.spi.KeyWrap;
import io.cds.api.spi.SignatureScheme;
import io.cds.crypto.algorithm.KemWrap;
import io.cds.crypto.algorithm.MlDsa65;
import io.cds.crypto.algorithm.MlKem768;
import io.cds.crypto.algorithm.Signatures;
import io.cds.crypto.cms.KemEnvelopedData;
import io.cds.crypto.envelope.EnvelopeV1;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of suite 2 in a vault, and their certificates. */
class HybridKeysTest {
  private static final byte[] DATA = {1, 2, 3};
  private static final byte[] INFO = KemEnvelopedData.otherInfo();

  @TempDir private Path folder;
  private Pkcs12Vault vault;
  private RootAuthority authority;

  @BeforeEach
  void open() {
    vault = Samples.vault(folder);
    authority = Samples.authority(folder);
  }

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void theRootCertifiesBothAndTheCodecTakesThem() {
    certified(KeyUse.SIGN);
    for (KeyUse use : new KeyUse[] {KeyUse.SIGN_MLDSA, KeyUse.OPEN_MLKEM}) {
      Octets certificate = certified(use).certificate();
      assertThat(new EnvelopeV1().certificate(certificate, authority.root()).use()).isEqualTo(use);
    }
  }

  @Test
  void aSecondSignatureIsOfTheKeyThatWasKept() {
    Samples.Certified made = certified(KeyUse.SIGN_MLDSA);
    KeyRef ref = made.generated().key();
    byte[] signature;
    try (Pkcs12Vault again = Samples.vault(folder)) {
      signature = again.sign(ref, SignatureScheme.ML_DSA_65, DATA, ACCESS);
    }
    PublicKey key = Certificates.publicKey(made.certificate());
    assertThat(signature).hasSize(MlDsa65.SIGNATURE);
    assertThat(Signatures.verify(key, SignatureScheme.ML_DSA_65, DATA, signature)).isTrue();
    assertThat(Signatures.verify(key, SignatureScheme.ML_DSA_65, INFO, signature)).isFalse();
  }

  @Test
  void whatWasWrappedForAKeyOpensAndNothingElse() {
    certified(KeyUse.SIGN);
    Samples.Certified made = certified(KeyUse.OPEN_MLKEM);
    Samples.Certified other = certified(KeyUse.OPEN_MLKEM);
    byte[] cek = new byte[32];
    RANDOM.nextBytes(cek);
    KeyWrap good = wrap(made, cek);
    try (Secret opened = vault.unwrap(made.generated().key(), good, ACCESS)) {
      assertThat(opened.reveal()).isEqualTo(cek);
    }
    Octets shorter = Octets.of(new byte[MlKem768.CIPHERTEXT - 1]);
    for (KeyWrap wrong :
        new KeyWrap[] {
          wrap(other, cek),
          new KeyWrap(shorter, good.sharedInfo(), good.wrapped()),
          new KeyWrap(good.originator(), Octets.of(DATA), good.wrapped())
        }) {
      InvalidEnvelopeException refusal =
          catchThrowableOfType(
              InvalidEnvelopeException.class,
              () -> vault.unwrap(made.generated().key(), wrong, ACCESS));
      assertThat(refusal.reason()).isEqualTo(InvalidReason.MANIFEST_KEY);
    }
  }

  @Test
  void aKeyOfOneUseOrSchemeIsNeverUsedForAnother() {
    KeyRef sign = certified(KeyUse.SIGN).generated().key();
    KeyRef mldsa = certified(KeyUse.SIGN_MLDSA).generated().key();
    KeyRef mlkem = certified(KeyUse.OPEN_MLKEM).generated().key();
    assertThatIllegalArgumentException().isThrownBy(() -> sign(sign, SignatureScheme.ML_DSA_65));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sign(mldsa, SignatureScheme.ECDSA_SHA256_DER));
    assertThatIllegalArgumentException().isThrownBy(() -> sign(mlkem, SignatureScheme.ML_DSA_65));
    KeyWrap wrap = new KeyWrap(Octets.of(DATA), Octets.of(DATA), Octets.of(DATA));
    assertThatIllegalArgumentException().isThrownBy(() -> vault.unwrap(mldsa, wrap, ACCESS));
  }

  @Test
  void anMlKemKeyNeedsASignKeyThatStatesItsPossession() {
    CdsException refusal =
        catchThrowableOfType(
            CdsException.class, () -> vault.generate(SCHOOL, KeyUse.OPEN_MLKEM, ACCESS));
    assertThat(refusal.problem().code()).isEqualTo(ProblemCode.KEY_MISSING);
    assertThat(vault.keys(SCHOOL)).isEmpty();
  }

  @Test
  void theRequestIsMadeAgainAlsoByACertifiedSignKey() {
    certified(KeyUse.SIGN);
    Generated made = vault.generate(SCHOOL, KeyUse.OPEN_MLKEM, ACCESS);
    Octets again = vault.request(made.key(), ACCESS);
    assertThat(KeyRequests.proven(SCHOOL, KeyUse.OPEN_MLKEM, again))
        .isEqualTo(KeyRequests.proven(SCHOOL, KeyUse.OPEN_MLKEM, made.request()));
  }

  @Test
  void aRequestForAnotherPartyOrOfAnotherKindIsRefused() {
    vault.generate(SCHOOL, KeyUse.SIGN, ACCESS);
    Octets mlkem = vault.generate(SCHOOL, KeyUse.OPEN_MLKEM, ACCESS).request();
    Octets mldsa = vault.generate(SCHOOL, KeyUse.SIGN_MLDSA, ACCESS).request();
    assertRefused(PartyCode.of("010301"), KeyUse.OPEN_MLKEM, mlkem);
    assertRefused(SCHOOL, KeyUse.OPEN, mlkem);
    assertRefused(SCHOOL, KeyUse.SIGN, mldsa);
    assertRefused(SCHOOL, KeyUse.OPEN_MLKEM, mldsa);
  }

  @Test
  void aChangedOctetAnywhereInARequestIsRefused() {
    vault.generate(SCHOOL, KeyUse.SIGN, ACCESS);
    for (KeyUse use : new KeyUse[] {KeyUse.SIGN_MLDSA, KeyUse.OPEN_MLKEM}) {
      byte[] good = vault.generate(SCHOOL, use, ACCESS).request().toArray();
      for (int at = 0; at < good.length; at += 7) {
        byte[] changed = good.clone();
        changed[at] ^= 0x41;
        assertThatThrownBy(() -> KeyRequests.proven(SCHOOL, use, Octets.of(changed)))
            .as("octet %s of %s", at, use)
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  /** PKCS#8 version 1 with the seed alone: 64 and 32 octets instead of 2,400 and 4,032. */
  @Test
  void privateKeysAreKeptAsTheirSeeds() throws Exception {
    certified(KeyUse.SIGN);
    PemExport mlkem = exported(certified(KeyUse.OPEN_MLKEM));
    PemExport mldsa = exported(certified(KeyUse.SIGN_MLDSA));
    assertThat(mlkem.key().getFileName()).hasToString("010300-open-mlkem.key.pem");
    assertThat(Files.size(mlkem.key())).isLessThan(250);
    assertThat(Files.size(mldsa.key())).isLessThan(250);
  }

  private PemExport exported(Samples.Certified made) {
    return PemExport.write(vault, made.generated().key(), ACCESS, folder.resolve("out"));
  }

  private Samples.Certified certified(KeyUse use) {
    return Samples.certified(vault, authority, use);
  }

  private byte[] sign(KeyRef key, SignatureScheme scheme) {
    return vault.sign(key, scheme, DATA, ACCESS);
  }

  private static KeyWrap wrap(Samples.Certified to, byte[] cek) {
    KemWrap.Wrapped wrapped =
        KemWrap.wrap(Certificates.publicKey(to.certificate()), INFO, cek, RANDOM);
    return new KeyWrap(
        Octets.of(wrapped.ciphertext()), Octets.of(INFO), Octets.of(wrapped.wrapped()));
  }

  private void assertRefused(PartyCode party, KeyUse use, Octets request) {
    CdsException refusal =
        catchThrowableOfType(
            CdsException.class, () -> authority.issue(party, use, request, NOW, ACCESS));
    assertThat(refusal.problem().code()).isEqualTo(ProblemCode.ENROLMENT_REFUSED);
  }
}
