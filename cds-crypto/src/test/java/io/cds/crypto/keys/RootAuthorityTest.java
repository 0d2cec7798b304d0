package io.cds.crypto.keys;

import static io.cds.crypto.keys.Samples.ACCESS;
import static io.cds.crypto.keys.Samples.CLOCK;
import static io.cds.crypto.keys.Samples.HUB;
import static io.cds.crypto.keys.Samples.NOW;
import static io.cds.crypto.keys.Samples.RANDOM;
import static io.cds.crypto.keys.Samples.SCHOOL;
import static io.cds.crypto.keys.Samples.access;
import static io.cds.crypto.keys.Samples.authority;
import static io.cds.crypto.keys.Samples.vault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cds.api.CdsException;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Octets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RootAuthorityTest {
  private static final Instant FIVE_MINUTES_BEFORE = Instant.parse("2026-09-01T07:55:00Z");

  @TempDir Path folder;

  private Octets request(KeyUse use) {
    try (Pkcs12Vault vault = vault(folder)) {
      return vault.generate(SCHOOL, use, ACCESS).request();
    }
  }

  private static X509Certificate x509(Octets der) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der.toArray()));
  }

  private static void assertProblem(ThrowingCallable act, ProblemCode code) {
    assertThatThrownBy(act)
        .asInstanceOf(type(CdsException.class))
        .extracting(e -> e.problem().code())
        .isEqualTo(code);
  }

  @Test
  void theRootIsSelfSignedForTwentyYearsAndMayIssueNoAuthorities() throws Exception {
    X509Certificate root = x509(authority(folder).root());
    root.verify(root.getPublicKey());
    assertThat(root.getSubjectX500Principal()).isEqualTo(new X500Principal("OU=ROOT,CN=EDB"));
    assertThat(root.getBasicConstraints()).isZero();
    assertThat(root.getKeyUsage())
        .containsExactly(false, false, false, false, false, true, false, false, false);
    assertThat(root.getNotBefore().toInstant()).isEqualTo(FIVE_MINUTES_BEFORE);
    assertThat(root.getNotAfter().toInstant()).isEqualTo(Instant.parse("2046-09-01T07:55:00Z"));
    assertThat(root.getCriticalExtensionOIDs()).containsOnly("2.5.29.19", "2.5.29.15");
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyUse.class,
      names = {"SIGN", "OPEN", "TRANSMIT", "LOG", "RECEIPT"})
  void anIssuedCertificateIsOfTheProfile(KeyUse use) throws Exception {
    RootAuthority authority = authority(folder);
    X509Certificate issued =
        x509(authority.issue(SCHOOL, use, request(use), NOW.plusMillis(999), ACCESS));
    issued.verify(x509(authority.root()).getPublicKey());
    assertThat(issued.getVersion()).isEqualTo(3);
    assertThat(issued.getSigAlgName()).isEqualTo("SHA256withECDSA");
    assertThat(issued.getSubjectX500Principal())
        .isEqualTo(new X500Principal("OU=" + use + ",CN=010300"));
    assertThat(issued.getSubjectX500Principal().getName()).isEqualTo("OU=" + use + ",CN=010300");
    assertThat(issued.getNotBefore().toInstant()).isEqualTo(FIVE_MINUTES_BEFORE);
    assertThat(issued.getNotAfter().toInstant()).isEqualTo(Instant.parse("2027-09-01T07:55:00Z"));
    assertThat(issued.getSerialNumber().signum()).isPositive();
    assertThat(issued.getSerialNumber().bitLength()).isBetween(65, 128);
    assertThat(issued.getBasicConstraints()).isEqualTo(-1);
    assertThat(issued.getExtendedKeyUsage()).isNull();
    assertThat(issued.getCriticalExtensionOIDs()).isEqualTo(Set.of("2.5.29.19", "2.5.29.15"));
    assertThat(issued.getNonCriticalExtensionOIDs()).isEqualTo(Set.of("2.5.29.14", "2.5.29.35"));
    boolean[] usage = new boolean[9];
    usage[use == KeyUse.OPEN ? 4 : 0] = true;
    assertThat(issued.getKeyUsage()).containsExactly(usage);
  }

  @Test
  void subjectAndUseComeFromTheArgumentsAndNeverFromTheRequest() throws Exception {
    Octets asked = request(KeyUse.SIGN);
    X509Certificate issued =
        x509(authority(folder).issue(PartyCode.of("_.-Z"), KeyUse.OPEN, asked, NOW, ACCESS));
    assertThat(issued.getSubjectX500Principal()).isEqualTo(new X500Principal("OU=OPEN,CN=_.-Z"));
  }

  @Test
  void aRequestThatProvesNothingIsRefused() {
    byte[] changed = request(KeyUse.SIGN).toArray();
    changed[changed.length - 1] ^= 1;
    RootAuthority authority = authority(folder);
    assertProblem(
        () -> authority.issue(SCHOOL, KeyUse.SIGN, Octets.of(changed), NOW, ACCESS),
        ProblemCode.ENROLMENT_REFUSED);
  }

  @Test
  void aChangedOctetAnywhereInARequestIsRefused() {
    byte[] good = request(KeyUse.SIGN).toArray();
    for (int at = 0; at < good.length; at++) {
      byte[] changed = good.clone();
      changed[at] ^= 0x41;
      assertThatThrownBy(() -> KeyRequests.proven(SCHOOL, KeyUse.SIGN, Octets.of(changed)))
          .as("octet %s", at)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void octetsBehindARequestAreRefused() {
    byte[] good = request(KeyUse.SIGN).toArray();
    byte[] longer = java.util.Arrays.copyOf(good, good.length + 1);
    RootAuthority authority = authority(folder);
    assertProblem(
        () -> authority.issue(SCHOOL, KeyUse.SIGN, Octets.of(longer), NOW, ACCESS),
        ProblemCode.ENROLMENT_REFUSED);
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource({
    "EC, secp384r1, SHA256withECDSA",
    "EC, secp256k1, SHA256withECDSA",
    "EC, secp256r1, SHA1withECDSA",
    "EC, secp256r1, SHA512withECDSA",
    "RSA, 2048, SHA256withRSA"
  })
  void anotherCurveAlgorithmOrDigestIsRefused(String algorithm, String size, String signature)
      throws Exception {
    KeyPairGenerator generator =
        KeyPairGenerator.getInstance(
            algorithm, new org.bouncycastle.jce.provider.BouncyCastleProvider());
    if (algorithm.equals("EC")) {
      generator.initialize(new java.security.spec.ECGenParameterSpec(size));
    } else {
      generator.initialize(Integer.parseInt(size));
    }
    KeyPair pair = generator.generateKeyPair();
    byte[] asked =
        new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=x"), pair.getPublic())
            .build(
                new JcaContentSignerBuilder(signature)
                    .setProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider())
                    .build(pair.getPrivate()))
            .getEncoded();
    RootAuthority authority = authority(folder);
    assertProblem(
        () -> authority.issue(SCHOOL, KeyUse.SIGN, Octets.of(asked), NOW, ACCESS),
        ProblemCode.ENROLMENT_REFUSED);
  }

  @Test
  void aWrongPassphraseIssuesNothing() {
    RootAuthority authority = authority(folder);
    Octets asked = request(KeyUse.SIGN);
    assertProblem(
        () -> authority.issue(SCHOOL, KeyUse.SIGN, asked, NOW, access("wrong")),
        ProblemCode.WRONG_PASSPHRASE);
  }

  @Test
  void aCertificateThatWouldOutliveTheRootIsNotIssued() {
    RootAuthority authority = authority(folder);
    Octets asked = request(KeyUse.SIGN);
    Instant late = Instant.parse("2045-09-01T08:00:01Z");
    assertProblem(
        () -> authority.issue(SCHOOL, KeyUse.SIGN, asked, late, ACCESS), ProblemCode.KEY_EXPIRED);
    assertThat(authority.issue(SCHOOL, KeyUse.SIGN, asked, late.minusSeconds(1), ACCESS))
        .isNotNull();
  }

  @Test
  void anOpenedAuthorityHasTheSameRootAndIssuesUnderIt() throws Exception {
    Octets root = authority(folder).root();
    RootAuthority opened = RootAuthority.open(folder.resolve("root.p12"), HUB, RANDOM);
    assertThat(opened.root()).isEqualTo(root);
    x509(opened.issue(SCHOOL, KeyUse.SIGN, request(KeyUse.SIGN), NOW, ACCESS))
        .verify(x509(root).getPublicKey());
  }

  @Test
  void aSecondRootIsNotMadeOverTheFirst() throws IOException {
    authority(folder);
    byte[] before = Files.readAllBytes(folder.resolve("root.p12"));
    assertProblem(
        () -> RootAuthority.create(folder.resolve("root.p12"), HUB, ACCESS, CLOCK, RANDOM),
        ProblemCode.STORE_FAILED);
    assertThat(Files.readAllBytes(folder.resolve("root.p12"))).isEqualTo(before);
  }

  @Test
  void aMissingFileAndAnotherHubsFileAreTold() {
    assertProblem(
        () -> RootAuthority.open(folder.resolve("none.p12"), HUB, RANDOM), ProblemCode.KEY_MISSING);
    authority(folder);
    assertProblem(
        () -> RootAuthority.open(folder.resolve("root.p12"), SCHOOL, RANDOM),
        ProblemCode.STORE_FAILED);
  }

  @Test
  void opensslVerifiesAnIssuedCertificateUnderTheRoot() throws IOException {
    RootAuthority authority = authority(folder);
    Files.writeString(
        folder.resolve("root.pem"), Pem.text("CERTIFICATE", authority.root().toArray()));
    for (KeyUse use : new KeyUse[] {KeyUse.SIGN, KeyUse.OPEN}) {
      Octets issued = authority.issue(SCHOOL, use, request(use), NOW, ACCESS);
      Files.write(folder.resolve("issued.der"), issued.toArray());
      Command verified =
          Command.run(
              folder,
              "openssl",
              "verify",
              "-x509_strict",
              "-purpose",
              use == KeyUse.SIGN ? "smimesign" : "any",
              "-attime",
              Long.toString(NOW.getEpochSecond() + 60),
              "-CAfile",
              "root.pem",
              "issued.der");
      assertThat(verified.status()).as(verified.said()).isZero();
    }
  }

  @Test
  void opensslVerifiesTheProofOfARequest() throws IOException {
    Files.write(folder.resolve("request.der"), request(KeyUse.OPEN).toArray());
    Command verified =
        Command.run(
            folder,
            "openssl",
            "req",
            "-verify",
            "-noout",
            "-subject",
            "-in",
            "request.der",
            "-inform",
            "DER");
    assertThat(verified.status()).as(verified.said()).isZero();
    assertThat(verified.said()).contains("verify OK", "CN = 010300, OU = OPEN");
  }
}
