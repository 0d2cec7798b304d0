package io.cds.crypto.keys;

import static io.cds.crypto.keys.Samples.ACCESS;
import static io.cds.crypto.keys.Samples.NOW;
import static io.cds.crypto.keys.Samples.SCHOOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsException;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyVault.Generated;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.Digests;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A school that brings an RSA certificate of an outside authority. */
@TestInstance(Lifecycle.PER_CLASS)
@Tag("slow")
class OutsideCertificateTest {
  private static final PartyCode OTHER = PartyCode.of("010301");

  @TempDir Path folder;
  private OutsideAuthority xca;
  private KeyPair pair;
  private Octets outside;

  @BeforeAll
  void enrolWithTheOutsideAuthority() throws Exception {
    xca = new OutsideAuthority("XCA");
    pair = OutsideAuthority.pair(2048);
    outside = xca.issue(pair);
  }

  @Test
  void itsKeyIsCertifiedForSignAndSignsByRsaPss(@TempDir Path folder) throws Exception {
    try (Pkcs12Vault vault = Samples.vault(folder)) {
      assertThat(imported(vault)).isEqualTo(outside);
      Generated made = vault.outside(SCHOOL, ACCESS).orElseThrow();
      Octets issued =
          authority(folder, bound()).issue(SCHOOL, KeyUse.SIGN, made.request(), NOW, ACCESS);
      vault.install(made.key(), issued, ACCESS);
      assertThat(vault.keys(SCHOOL))
          .containsExactly(new VaultKey(made.key(), NOW, Optional.of(issued)));
      X509Certificate read = x509(issued);
      assertThat(read.getPublicKey()).isEqualTo(pair.getPublic());
      assertThat(read.getSubjectX500Principal()).isEqualTo(new X500Principal("OU=SIGN,CN=010300"));
      byte[] signature =
          vault.sign(made.key(), SignatureScheme.RSA_PSS_SHA256, new byte[] {7}, ACCESS);
      assertThat(verifies(pair.getPublic(), signature)).isTrue();
      assertThatThrownBy(
              () -> vault.sign(made.key(), SignatureScheme.ECDSA_SHA256_DER, new byte[1], ACCESS))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("RSA_PSS_SHA256");
    }
  }

  @Test
  void eachRegistrationGetsAReferenceOfItsOwnOverTheSameKey(@TempDir Path folder) throws Exception {
    try (Pkcs12Vault vault = Samples.vault(folder)) {
      assertThat(vault.outside(SCHOOL, ACCESS)).isEmpty();
      imported(vault);
      Generated first = vault.outside(SCHOOL, ACCESS).orElseThrow();
      Generated second = vault.outside(SCHOOL, ACCESS).orElseThrow();
      assertThat(second.key()).isNotEqualTo(first.key());
      assertThat(KeyRequests.proven(SCHOOL, KeyUse.SIGN, second.request()).key())
          .isEqualTo(pair.getPublic());
      assertThat(vault.outside(OTHER, ACCESS)).isEmpty();
      Octets again = vault.request(first.key(), ACCESS);
      assertThat(KeyRequests.proven(SCHOOL, KeyUse.SIGN, again).outside()).contains(outside);
    }
  }

  @Test
  void theNewestImportedOneCounts(@TempDir Path folder) throws Exception {
    io.cds.testkit.ManualClock clock = io.cds.testkit.ManualClock.at("2026-09-01T08:00:00Z");
    KeyPair next = OutsideAuthority.pair(2048);
    try (Pkcs12Vault vault =
        new Pkcs12Vault(folder, clock, Samples.RANDOM, new Disk(), Samples.CHEAP)) {
      imported(vault);
      clock.advance(Duration.ofDays(1));
      vault.importOutside(
          SCHOOL, OutsideAuthority.pfx(next, xca.issue(next), "p"), "p".toCharArray(), ACCESS);
      Generated made = vault.outside(SCHOOL, ACCESS).orElseThrow();
      assertThat(KeyRequests.proven(SCHOOL, KeyUse.SIGN, made.request()).key())
          .isEqualTo(next.getPublic());
    }
  }

  @Test
  void aSubjectMayBeBoundInPlaceOfOneCertificate() throws Exception {
    OutsideTrust trust =
        OutsideTrust.none()
            .authority(xca.own())
            .subject(SCHOOL, new X500Principal(OutsideAuthority.SUBJECT));
    assertThat(issued(trust, outside, pair)).isNotNull();
    assertThat(issued(trust, xca.issue(pair), pair)).as("a renewed certificate").isNotNull();
  }

  @Test
  void theCertificateEndsNoLaterThanTheOutsideOne() throws Exception {
    Instant end = NOW.plus(Duration.ofDays(100));
    KeyPair key = OutsideAuthority.pair(2048);
    OutsideAuthority soon = new OutsideAuthority("short").until(end);
    Octets brief = soon.issue(key);
    OutsideTrust trust =
        OutsideTrust.none().authority(soon.own()).certificate(SCHOOL, digest(brief));
    assertThat(x509(issued(trust, brief, key)).getNotAfter().toInstant()).isEqualTo(end);
    assertThat(x509(issued(bound(), outside, pair)).getNotAfter().toInstant())
        .isEqualTo(Instant.parse("2027-09-01T07:55:00Z"));
  }

  @Test
  void oneThatNobodyTrustsOrBoundIsRefused() throws Exception {
    OutsideTrust trusting = OutsideTrust.none().authority(xca.own());
    refused(OutsideTrust.none(), outside, "not bound to party 010300");
    refused(trusting, outside, "not bound to party 010300");
    refused(trusting.certificate(OTHER, digest(outside)), outside, "not bound to party 010300");
    refused(
        trusting.subject(SCHOOL, new X500Principal("CN=somebody else")),
        outside,
        "not bound to party 010300");
    refused(OutsideTrust.none().certificate(SCHOOL, digest(outside)), outside, "that is trusted");
    refused(
        OutsideTrust.none()
            .authority(new OutsideAuthority("XCA").own())
            .certificate(SCHOOL, digest(outside)),
        outside,
        "that is trusted");
    assertThatThrownBy(() -> trusting.authority(outside))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected an authority's own");
  }

  @Test
  void oneThatLapsedOrIsForSomethingElseIsRefused() throws Exception {
    OutsideAuthority old = new OutsideAuthority("old");
    Octets lapsed = old.until(NOW.minusSeconds(1)).issue(pair);
    refused(bound(old, lapsed), lapsed, "is not valid at");
    Octets sealing = xca.issue(pair, KeyUsage.keyEncipherment);
    refused(bound(xca, sealing), sealing, "is not for digitalSignature");
  }

  @Test
  void aRequestForAnRsaKeyBringsItsOutsideCertificate() throws Exception {
    KeyPair other = OutsideAuthority.pair(2048);
    Octets without =
        KeyRequests.write(
            SCHOOL,
            KeyUse.SIGN,
            pair.getPublic(),
            Possession.proven(pair.getPrivate()),
            Samples.RANDOM);
    refusedRequest(without, "with the outside certificate");
    Octets anothers =
        KeyRequests.write(
            SCHOOL,
            KeyUse.SIGN,
            other.getPublic(),
            Possession.stated(other.getPrivate(), outside),
            Samples.RANDOM);
    refusedRequest(anothers, "of another key");
    Octets unproven =
        KeyRequests.write(
            SCHOOL,
            KeyUse.SIGN,
            pair.getPublic(),
            Possession.stated(other.getPrivate(), outside),
            Samples.RANDOM);
    refusedRequest(unproven, "does not prove possession");
    Octets good = request(outside, pair);
    assertThatThrownBy(() -> KeyRequests.proven(SCHOOL, KeyUse.OPEN, good))
        .hasMessageContaining("expected P-256");
    byte[] octets = good.toArray();
    for (int at = 0; at < octets.length; at += 7) {
      byte[] changed = octets.clone();
      changed[at] ^= 0x41;
      assertThatThrownBy(() -> KeyRequests.proven(SCHOOL, KeyUse.SIGN, Octets.of(changed)))
          .as("octet %s", at)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void keysOfAnotherSizeAreNotTakenIn(@TempDir Path folder) throws Exception {
    KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
    curve.initialize(256);
    try (Pkcs12Vault vault = Samples.vault(folder)) {
      for (KeyPair wrong : new KeyPair[] {OutsideAuthority.pair(1024), curve.generateKeyPair()}) {
        byte[] pfx = OutsideAuthority.pfx(wrong, xca.issue(wrong), "p");
        problem(
            ProblemCode.KEY_MISSING,
            () -> vault.importOutside(SCHOOL, pfx, "p".toCharArray(), ACCESS));
      }
    }
  }

  @Test
  void aFileThatDoesNotOpenIsToldAndThePasswordIsWiped(@TempDir Path folder) throws Exception {
    byte[] pfx = OutsideAuthority.pfx(pair, outside, "right");
    char[] wrong = "wrong".toCharArray();
    try (Pkcs12Vault vault = Samples.vault(folder)) {
      problem(ProblemCode.WRONG_PASSPHRASE, () -> vault.importOutside(SCHOOL, pfx, wrong, ACCESS));
      assertThat(wrong).containsOnly('\0');
      problem(
          ProblemCode.STORE_FAILED,
          () -> vault.importOutside(SCHOOL, new byte[9], "p".toCharArray(), ACCESS));
      char[] right = "right".toCharArray();
      vault.importOutside(SCHOOL, pfx, right, ACCESS);
      assertThat(right).containsOnly('\0');
      problem(
          ProblemCode.WRONG_PASSPHRASE,
          () ->
              vault.importOutside(
                  SCHOOL, pfx, "right".toCharArray(), Samples.access("another passphrase")));
    }
  }

  @Test
  void oneThatLapsedMeanwhileIsToldToTheSchool(@TempDir Path folder) throws Exception {
    KeyPair key = OutsideAuthority.pair(2048);
    Octets lapsed = new OutsideAuthority("old").until(NOW.minusSeconds(1)).issue(key);
    try (Pkcs12Vault vault = Samples.vault(folder)) {
      vault.importOutside(
          SCHOOL, OutsideAuthority.pfx(key, lapsed, "p"), "p".toCharArray(), ACCESS);
      problem(ProblemCode.KEY_EXPIRED, () -> vault.outside(SCHOOL, ACCESS));
    }
  }

  private Octets imported(Pkcs12Vault vault) throws Exception {
    byte[] pfx = OutsideAuthority.pfx(pair, outside, "of the school");
    return vault.importOutside(SCHOOL, pfx, "of the school".toCharArray(), ACCESS);
  }

  private OutsideTrust bound() {
    return bound(xca, outside);
  }

  private static OutsideTrust bound(OutsideAuthority authority, Octets certificate) {
    return OutsideTrust.none().authority(authority.own()).certificate(SCHOOL, digest(certificate));
  }

  private static RootAuthority authority(Path folder, OutsideTrust trust) {
    return Samples.authority(folder.resolve("root")).trusting(trust);
  }

  private static Octets request(Octets certificate, KeyPair key) {
    return KeyRequests.write(
        SCHOOL,
        KeyUse.SIGN,
        key.getPublic(),
        Possession.stated(key.getPrivate(), certificate),
        Samples.RANDOM);
  }

  private Octets issued(OutsideTrust trust, Octets certificate, KeyPair key) {
    Path place = folder.resolve("root-" + Samples.RANDOM.nextInt(Integer.MAX_VALUE));
    return authority(place, trust)
        .issue(SCHOOL, KeyUse.SIGN, request(certificate, key), NOW, ACCESS);
  }

  private void refused(OutsideTrust trust, Octets certificate, String why) {
    assertThatThrownBy(() -> issued(trust, certificate, pair))
        .isInstanceOfSatisfying(
            CdsException.class,
            thrown -> assertThat(thrown.problem().code()).isEqualTo(ProblemCode.ENROLMENT_REFUSED))
        .hasMessageContaining(why);
  }

  private static void refusedRequest(Octets request, String why) {
    assertThatThrownBy(() -> KeyRequests.proven(SCHOOL, KeyUse.SIGN, request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  private static void problem(ProblemCode code, ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            CdsException.class, thrown -> assertThat(thrown.problem().code()).isEqualTo(code));
  }

  /** By the JDK's own provider. */
  private static boolean verifies(PublicKey key, byte[] signature) throws Exception {
    Signature verifier = Signature.getInstance("RSASSA-PSS", "SunRsaSign");
    verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    verifier.initVerify(key);
    verifier.update((byte) 7);
    return verifier.verify(signature);
  }

  private static Sha256 digest(Octets certificate) {
    return Digests.digest(certificate);
  }

  private static X509Certificate x509(Octets der) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der.toArray()));
  }
}
