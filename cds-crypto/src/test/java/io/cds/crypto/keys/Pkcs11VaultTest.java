package io.cds.crypto.keys;

import static io.cds.crypto.keys.Samples.ACCESS;
import static io.cds.crypto.keys.Samples.CLOCK;
import static io.cds.crypto.keys.Samples.NOW;
import static io.cds.crypto.keys.Samples.RANDOM;
import static io.cds.crypto.keys.Samples.SCHOOL;
import static io.cds.crypto.keys.Samples.access;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.CdsException;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.Secret;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault.Generated;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.algorithm.HeldKey;
import io.cds.crypto.algorithm.Signatures;
import io.cds.testkit.keys.KeyRequestReader;
import io.cds.testkit.keys.SampleWrap;
import io.cds.testkit.keys.SoftHsm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.ProviderException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a vault over a token does beside what every vault must keep. */
@Tag("slow")
class Pkcs11VaultTest {
  private static final String SEALED = "sensitive, always sensitive, never extractable, local";
  private static final Pattern OBJECTS = Pattern.compile("(?m)^(?=\\S)");
  private static final PartyCode KINDERGARTEN = PartyCode.of("020200");

  @TempDir Path folder;

  @Test
  void keysAreMadeOnTheTokenAndCannotLeaveIt() {
    SoftHsm hsm = Tokens.hsm(1);
    try (Pkcs11Vault vault = vault(Tokens.of(hsm))) {
      KeyRef sign = certified(vault, SCHOOL, KeyUse.SIGN);
      KeyRef open = certified(vault, KINDERGARTEN, KeyUse.OPEN);
      String listed = listed(hsm);
      assertThat(of(listed, sign)).contains("Usage:      sign\n").contains(SEALED);
      assertThat(of(listed, open)).contains("Usage:      sign, derive\n").contains(SEALED);
      assertThat(listed)
          .as("labels of the certificates")
          .contains("010300-" + sign.name(), "020200-" + open.name())
          .doesNotContain("-new");
    }
  }

  @Test
  void aWrongPinIsToldByTheTokenAndAnotherPartysKeysAreNotListed() {
    try (Pkcs11Vault vault = vault(Tokens.school())) {
      KeyRef sign = certified(vault, SCHOOL, KeyUse.SIGN);
      assertThat(vault.keys(KINDERGARTEN)).isEmpty();
      assertProblem(
          ProblemCode.WRONG_PASSPHRASE,
          "CKR_PIN_INCORRECT",
          () -> vault.check(sign, access("Lion Rock 1968")));
      vault.check(sign, ACCESS);
    }
  }

  @Test
  void aTokenThatIsNotThereIsTold() {
    SoftHsm hsm = Tokens.hsm(1);
    for (Pkcs11Token none :
        List.of(
            Pkcs11Token.inSlot(hsm.library(), 4_711),
            Pkcs11Token.listed(hsm.library(), SoftHsm.TOKENS), // the free one, without a PIN
            Pkcs11Token.inSlot(Path.of("/nowhere/lib.so"), 1),
            Pkcs11Token.inSlot(Path.of("/etc/passwd"), 1))) {
      try (Pkcs11Vault vault = vault(none)) {
        assertProblem(
            ProblemCode.TOKEN_MISSING, "slot [", () -> vault.generate(SCHOOL, KeyUse.SIGN, ACCESS));
        assertThat(vault.keys(SCHOOL)).isEmpty();
      }
    }
  }

  @Test
  void aTokenThatWasPulledOutIsToldAndTheNightGoesOn() {
    SoftHsm hsm = Tokens.hsm(2);
    try (Pkcs11Vault vault = vault(Tokens.of(hsm))) {
      KeyRef sign = certified(vault, SCHOOL, KeyUse.SIGN);
      KeyRef transmit = certified(vault, SCHOOL, KeyUse.TRANSMIT);
      List<VaultKey> before = vault.keys(SCHOOL);
      hsm.destroy();
      assertProblem(ProblemCode.TOKEN_MISSING, "slot [", () -> vault.check(sign, ACCESS));
      assertProblem(ProblemCode.TOKEN_MISSING, "slot [", () -> vault.check(sign, ACCESS));
      assertThat(vault.keys(SCHOOL)).isEqualTo(before);
      assertThat(vault.sign(transmit, SignatureScheme.ECDSA_SHA256_P1363, new byte[9], ACCESS))
          .hasSize(64);
    }
  }

  /** What no token in software does: it neither locks its PIN nor is pulled out. */
  @ParameterizedTest
  @CsvSource({
    "CKR_PIN_INCORRECT, WRONG_PASSPHRASE",
    "CKR_PIN_LEN_RANGE, WRONG_PASSPHRASE",
    "CKR_PIN_LOCKED, TOKEN_LOCKED",
    "CKR_PIN_EXPIRED, TOKEN_LOCKED",
    "CKR_TOKEN_NOT_PRESENT, TOKEN_MISSING",
    "CKR_DEVICE_REMOVED, TOKEN_MISSING",
    "CKR_DEVICE_MEMORY, STORE_FAILED"
  })
  void everyWordOfATokenHasItsCode(String word, ProblemCode code) {
    LoginException login = new LoginException();
    login.initCause(new ProviderException(word));
    for (Exception failure : List.of(login, new ProviderException("failed", login))) {
      CdsException told = TokenProblems.of(failure, "slot [7] of [lib.so]");
      assertThat(told.problem().code()).isEqualTo(code);
      assertThat(told.problem().text(Locale.ENGLISH))
          .contains(word, "slot [7] of [lib.so]", code.cure(Locale.ENGLISH));
    }
    ProviderException removed = new ProviderException("Token has been removed");
    assertThat(TokenProblems.of(removed, "slot [7]").problem().code())
        .isEqualTo(ProblemCode.TOKEN_MISSING);
  }

  @Test
  void aPartyThatMovesToATokenStillOpensByItsOldKeys() throws Exception {
    Generated old;
    try (Pkcs12Vault files = Samples.vault(folder)) {
      old = files.generate(SCHOOL, KeyUse.OPEN, ACCESS);
    }
    try (Pkcs11Vault vault = vault(Tokens.school())) {
      Generated made = vault.generate(SCHOOL, KeyUse.OPEN, ACCESS);
      assertThat(vault.keys(SCHOOL).stream().map(VaultKey::ref))
          .containsExactlyInAnyOrder(old.key(), made.key());
      for (Generated one : List.of(old, made)) {
        var key = new KeyRequestReader(one.request()).key();
        var wrap = SampleWrap.of(new byte[32], key, RANDOM);
        try (Secret secret = vault.unwrap(one.key(), wrap, ACCESS)) {
          assertThat(secret.reveal()).isEqualTo(new byte[32]);
        }
      }
    }
  }

  @Test
  void aTokenThatComesToAFreshFolderIsListedAgain(@TempDir Path fresh) {
    Pkcs11Token token = Tokens.school();
    PartyCode party = PartyCode.of("030300");
    List<VaultKey> listed;
    try (Pkcs11Vault vault = vault(token)) {
      certified(vault, party, KeyUse.SIGN);
      vault.generate(party, KeyUse.OPEN, ACCESS);
      listed = vault.keys(party);
    }
    try (Pkcs11Vault vault = new Pkcs11Vault(token, Samples.vault(fresh), fresh, CLOCK, RANDOM)) {
      assertThat(vault.keys(party)).isEmpty();
      vault.relist(party, ACCESS);
      assertThat(vault.keys(party)).containsExactlyInAnyOrderElementsOf(listed);
    }
  }

  /** The machine stopped after the token had the certificate and before the list had it. */
  @Test
  void anInstallThatBrokeOffIsFinishedByTheNextOne() {
    try (Pkcs11Vault vault = vault(Tokens.school())) {
      Generated made = vault.generate(SCHOOL, KeyUse.SIGN, ACCESS);
      TokenList list =
          new TokenList(SCHOOL, folder.resolve("party-010300").resolve("token"), new Disk());
      Octets placeholder = list.find(made.key()).orElseThrow();
      Octets issued =
          Samples.authority(folder).issue(SCHOOL, KeyUse.SIGN, made.request(), NOW, ACCESS);
      vault.install(made.key(), issued, ACCESS);
      list.put(made.key().name(), placeholder);
      vault.check(made.key(), ACCESS);
      vault.install(made.key(), issued, ACCESS);
      assertThat(vault.keys(SCHOOL).get(0).certificate()).isEqualTo(Optional.of(issued));
    }
  }

  /** A school's card, as its authority handed it out. */
  @Test
  void anOrganisationSignsByTheRsaKeyOfItsCardAndTheCardStaysAsItWas() throws Exception {
    OutsideAuthority xca = new OutsideAuthority("XCA");
    KeyPair pair = OutsideAuthority.pair(2048);
    Octets outside = xca.issue(pair);
    Sha256 digest = Digests.digest(outside);
    Pkcs11Token card = Tokens.of(Tokens.hsm(1));
    try (Pkcs11Vault vault = vault(card)) {
      assertProblem(
          ProblemCode.KEY_MISSING, digest.hex(), () -> vault.adoptOutside(SCHOOL, digest, ACCESS));
      List<TokenSession.Found> before = written(card, pair, outside);
      assertThat(vault.adoptOutside(SCHOOL, digest, ACCESS)).isEqualTo(outside);
      Generated made = vault.outside(SCHOOL, ACCESS).orElseThrow();
      OutsideTrust trust = OutsideTrust.none().authority(xca.own()).certificate(SCHOOL, digest);
      RootAuthority root = Samples.authority(folder.resolve("root")).trusting(trust);
      Octets request = vault.request(made.key(), ACCESS);
      Octets issued = root.issue(SCHOOL, KeyUse.SIGN, request, NOW, ACCESS);
      vault.install(made.key(), issued, ACCESS);
      byte[] signature =
          vault.sign(made.key(), SignatureScheme.RSA_PSS_SHA256, new byte[] {7}, ACCESS);
      assertThat(
              Signatures.verify(
                  pair.getPublic(), SignatureScheme.RSA_PSS_SHA256, new byte[] {7}, signature))
          .isTrue();
      assertThat(vault.keys(SCHOOL))
          .containsExactly(new VaultKey(made.key(), NOW, Optional.of(issued)));
      assertThat(all(card)).containsExactlyInAnyOrderElementsOf(before);
      assertThat(vault.outside(KINDERGARTEN, ACCESS)).isEmpty();
    }
  }

  private static List<TokenSession.Found> written(
      Pkcs11Token card, KeyPair pair, Octets certificate) {
    try (Passphrase pin = Passphrase.ask(ACCESS, SCHOOL, KeyUse.SIGN)) {
      return card.act(
          KeyUse.SIGN,
          pin,
          session -> {
            session.keep(
                "XCA", new HeldKey(pair.getPrivate(), new BouncyCastleProvider()), certificate);
            return session.all();
          });
    }
  }

  private static List<TokenSession.Found> all(Pkcs11Token card) {
    try (Passphrase pin = Passphrase.ask(ACCESS, SCHOOL, KeyUse.SIGN)) {
      return card.act(KeyUse.SIGN, pin, TokenSession::all);
    }
  }

  @Test
  void thePinIsTheTokensAndThePassphrasesOfTheFilesAreChangedHere() {
    try (Pkcs11Vault vault = vault(Tokens.school())) {
      KeyRef transmit = vault.generate(SCHOOL, KeyUse.TRANSMIT, ACCESS).key();
      vault.changePassphrase(SCHOOL, KeyUse.TRANSMIT, ACCESS, access("another"));
      vault.check(transmit, access("another"));
      assertThatThrownBy(
              () -> vault.changePassphrase(SCHOOL, KeyUse.SIGN, ACCESS, access("another")))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("--change-pin");
    }
  }

  @Test
  void aTokenMakesNoKeyOfSuite2() {
    try (Pkcs11Vault vault = vault(Pkcs11Token.listed(Path.of("/nowhere/lib.so"), 0))) {
      assertThatThrownBy(() -> vault.generate(SCHOOL, KeyUse.OPEN_MLKEM, ACCESS))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("OPEN_MLKEM");
    }
  }

  private Pkcs11Vault vault(Pkcs11Token token) {
    return new Pkcs11Vault(token, Samples.vault(folder), folder, CLOCK, RANDOM);
  }

  private KeyRef certified(Pkcs11Vault vault, PartyCode party, KeyUse use) {
    Generated made = vault.generate(party, use, ACCESS);
    Path root = folder.resolve("root-" + made.key().name());
    Octets issued = Samples.authority(root).issue(party, use, made.request(), NOW, ACCESS);
    vault.install(made.key(), issued, ACCESS);
    return made.key();
  }

  /** What another program sees on the token. */
  private String listed(SoftHsm hsm) {
    return Command.run(
            folder,
            "pkcs11-tool",
            "--module",
            hsm.library().toString(),
            "--slot",
            String.valueOf(hsm.slot()),
            "--login",
            "--pin",
            Samples.PHRASE,
            "--list-objects")
        .said();
  }

  /** The lines about the private key of this name. */
  private static String of(String listed, KeyRef key) {
    String id =
        HexFormat.of()
            .formatHex((key.party() + "-" + key.name()).getBytes(StandardCharsets.US_ASCII));
    for (String object : OBJECTS.split(listed, -1)) {
      if (object.startsWith("Private Key Object") && object.contains(id)) {
        return object;
      }
    }
    return "no private key with id " + id + " in " + listed;
  }

  private static void assertProblem(ProblemCode code, String words, ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            CdsException.class,
            thrown -> {
              assertThat(thrown.problem().code()).isEqualTo(code);
              assertThat(thrown.problem().detail()).contains(words);
              assertThat(thrown.getMessage()).doesNotContain("Lion Rock");
            });
  }
}
