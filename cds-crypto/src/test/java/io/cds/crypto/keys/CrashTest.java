package io.cds.crypto.keys;

import static io.cds.crypto.keys.Samples.ACCESS;
import static io.cds.crypto.keys.Samples.CLOCK;
import static io.cds.crypto.keys.Samples.RANDOM;
import static io.cds.crypto.keys.Samples.SCHOOL;
import static io.cds.crypto.keys.Samples.access;
import static io.cds.crypto.keys.Samples.authority;
import static io.cds.crypto.keys.Samples.vault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault.Generated;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.Signatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A key file is as it was before, or as it is after, whatever fails in between. */
@Tag("slow")
class CrashTest {
  private static final byte[] DATA = {1, 2, 3};

  @TempDir Path folder;

  /** The steps of a write. */
  enum Step {
    WRITE,
    HALF_WRITTEN,
    MOVE,
    FORCE
  }

  /** A disk on which one step fails from now on. */
  private static final class FailingDisk extends Disk {
    private Step failing;

    private void fail(Step step) throws IOException {
      if (failing == step) {
        throw new IOException("No space left on device, as the test has it");
      }
    }

    @Override
    void write(Path temporary, byte[] octets) throws IOException {
      fail(Step.WRITE);
      if (failing == Step.HALF_WRITTEN) {
        super.write(temporary, Arrays.copyOf(octets, octets.length / 2));
      }
      fail(Step.HALF_WRITTEN);
      super.write(temporary, octets);
    }

    @Override
    void move(Path temporary, Path file) throws IOException {
      fail(Step.MOVE);
      super.move(temporary, file);
    }

    @Override
    void force(Path folder) throws IOException {
      fail(Step.FORCE);
      super.force(folder);
    }
  }

  private Path file(String name) {
    return folder.resolve("party-010300").resolve(name);
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> found = Files.list(file("."))) {
      return new TreeSet<>(found.map(path -> path.getFileName().toString()).toList());
    }
  }

  private static void assertProblem(ThrowingCallable act, ProblemCode code) {
    assertThatThrownBy(act)
        .asInstanceOf(type(CdsException.class))
        .extracting(e -> e.problem().code())
        .isEqualTo(code);
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void aFailedStepLeavesTheEarlierKeysAsTheyWere(Step step) throws IOException {
    FailingDisk disk = new FailingDisk();
    try (Pkcs12Vault vault = new Pkcs12Vault(folder, CLOCK, RANDOM, disk, Samples.CHEAP)) {
      KeyRef first = vault.generate(SCHOOL, KeyUse.SIGN, ACCESS).key();
      disk.failing = step;
      assertProblem(() -> vault.generate(SCHOOL, KeyUse.SIGN, ACCESS), ProblemCode.STORE_FULL);
      disk.failing = null;
      assertThat(vault.keys(SCHOOL)).extracting(VaultKey::ref).contains(first);
      assertThat(vault.sign(first, SignatureScheme.ECDSA_SHA256_DER, DATA, ACCESS)).isNotEmpty();
      assertThat(files()).containsExactlyInAnyOrder("keys.p12", "keys.p12.lock");
      KeyRef second = vault.generate(SCHOOL, KeyUse.SIGN, ACCESS).key();
      assertThat(vault.keys(SCHOOL)).extracting(VaultKey::ref).contains(first, second);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"WRITE", "HALF_WRITTEN", "MOVE"})
  void aFailedChangeOfThePassphraseLeavesTheOldOneAndADoneOneLeavesEveryKey(Step step) {
    KeyAccess other = KeyAccess.passphrase("another 密碼匙".toCharArray());
    FailingDisk disk = new FailingDisk();
    try (Pkcs12Vault vault = new Pkcs12Vault(folder, CLOCK, RANDOM, disk, Samples.CHEAP)) {
      assertProblem(
          () -> vault.changePassphrase(SCHOOL, KeyUse.SIGN, ACCESS, other),
          ProblemCode.KEY_MISSING);
      KeyRef sign = vault.generate(SCHOOL, KeyUse.SIGN, ACCESS).key();
      KeyRef open = vault.generate(SCHOOL, KeyUse.OPEN, ACCESS).key();
      List<VaultKey> before = vault.keys(SCHOOL);
      disk.failing = step;
      assertProblem(
          () -> vault.changePassphrase(SCHOOL, KeyUse.SIGN, ACCESS, other), ProblemCode.STORE_FULL);
      disk.failing = null;
      vault.check(sign, ACCESS);
      assertProblem(
          () -> vault.changePassphrase(SCHOOL, KeyUse.SIGN, other, ACCESS),
          ProblemCode.WRONG_PASSPHRASE);

      vault.changePassphrase(SCHOOL, KeyUse.SIGN, ACCESS, other);

      assertThat(vault.keys(SCHOOL)).isEqualTo(before);
      for (KeyRef key : List.of(sign, open)) {
        vault.check(key, other);
        assertProblem(() -> vault.check(key, ACCESS), ProblemCode.WRONG_PASSPHRASE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"WRITE", "HALF_WRITTEN", "MOVE"})
  void aFailedInstallLeavesThePairWithoutItsCertificateAndCanBeRepeated(Step step) {
    FailingDisk disk = new FailingDisk();
    try (Pkcs12Vault vault = new Pkcs12Vault(folder, CLOCK, RANDOM, disk, Samples.CHEAP)) {
      Generated made = vault.generate(SCHOOL, KeyUse.OPEN, ACCESS);
      Octets certificate =
          authority(folder).issue(SCHOOL, KeyUse.OPEN, made.request(), CLOCK.instant(), ACCESS);
      disk.failing = step;
      assertProblem(() -> vault.install(made.key(), certificate, ACCESS), ProblemCode.STORE_FULL);
      disk.failing = null;
      assertThat(vault.keys(SCHOOL)).singleElement().matches(key -> key.certificate().isEmpty());
      vault.install(made.key(), certificate, ACCESS);
      assertThat(vault.keys(SCHOOL))
          .singleElement()
          .matches(key -> key.certificate().equals(java.util.Optional.of(certificate)));
    }
  }

  @Test
  void whatACrashLeftBesideTheFileIsNeitherReadNorInTheWay() throws IOException {
    try (Pkcs12Vault vault = vault(folder)) {
      vault.generate(SCHOOL, KeyUse.SIGN, ACCESS);
      Files.write(file("keys.p12.new"), new byte[] {0x30, 0x01});
      assertThat(vault.keys(SCHOOL)).hasSize(1);
      vault.generate(SCHOOL, KeyUse.SIGN, ACCESS);
      assertThat(vault.keys(SCHOOL)).hasSize(2);
      assertThat(files()).containsExactlyInAnyOrder("keys.p12", "keys.p12.lock");
    }
  }

  @Test
  void aCutFileIsToldAndNeverOverwritten() throws IOException {
    try (Pkcs12Vault vault = vault(folder)) {
      KeyRef key = vault.generate(SCHOOL, KeyUse.SIGN, ACCESS).key();
      byte[] whole = Files.readAllBytes(file("keys.p12"));
      for (int length : new int[] {0, 1, 100, whole.length - 1}) {
        byte[] cut = Arrays.copyOf(whole, length);
        Files.write(file("keys.p12"), cut);
        for (ThrowingCallable act :
            List.<ThrowingCallable>of(
                () -> vault.keys(SCHOOL),
                () -> vault.generate(SCHOOL, KeyUse.SIGN, ACCESS),
                () -> vault.sign(key, SignatureScheme.ECDSA_SHA256_DER, DATA, ACCESS))) {
          assertThatThrownBy(act)
              .isInstanceOf(CdsException.class)
              .hasMessageContaining("keys.p12 cannot be read")
              .hasMessageContaining("restore it from a backup");
        }
        assertThat(Files.readAllBytes(file("keys.p12"))).isEqualTo(cut);
      }
    }
  }

  @Test
  void aChangedOctetIsNeverOverwrittenAndNeverGivesAnotherKey() throws IOException {
    try (Pkcs12Vault vault = vault(folder)) {
      Generated made = vault.generate(SCHOOL, KeyUse.SIGN, ACCESS);
      KeyRef key = made.key();
      byte[] good = Files.readAllBytes(file("keys.p12"));
      for (int at = 0; at < good.length; at += 5) {
        byte[] changed = good.clone();
        changed[at] ^= (byte) (1 << at % 8);
        Files.write(file("keys.p12"), changed);
        assertThat(catchThrowable(() -> vault.generate(SCHOOL, KeyUse.SIGN, ACCESS)))
            .as("octet %s", at)
            .isInstanceOf(CdsException.class);
        assertThat(Files.readAllBytes(file("keys.p12"))).isEqualTo(changed);
        signsRightlyOrNotAtAll(vault, key, made.request());
      }
      Files.write(file("keys.p12"), good);
      assertThat(vault.sign(key, SignatureScheme.ECDSA_SHA256_DER, DATA, ACCESS)).isNotEmpty();
    }
  }

  private static void signsRightlyOrNotAtAll(Pkcs12Vault vault, KeyRef key, Octets request) {
    byte[] signature;
    try {
      signature = vault.sign(key, SignatureScheme.ECDSA_SHA256_DER, DATA, ACCESS);
    } catch (CdsException e) {
      return;
    }
    assertThat(
            Signatures.verify(
                KeyRequests.proven(key.party(), key.use(), request).key(),
                SignatureScheme.ECDSA_SHA256_DER,
                DATA,
                signature))
        .isTrue();
  }

  @Test
  void aChangedPublicPartUnderTheRightPassphraseIsDamageAndNotAWrongPassphrase()
      throws IOException {
    try (Pkcs12Vault vault = vault(folder)) {
      vault.generate(SCHOOL, KeyUse.SIGN, ACCESS);
      byte[] octets = Files.readAllBytes(file("keys.p12"));
      octets[octets.length - 40] ^= 1;
      Files.write(file("keys.p12"), octets);
      assertProblem(() -> vault.generate(SCHOOL, KeyUse.SIGN, ACCESS), ProblemCode.STORE_FAILED);
      assertProblem(
          () -> vault.generate(SCHOOL, KeyUse.SIGN, access("wrong")), ProblemCode.WRONG_PASSPHRASE);
    }
  }

  @Test
  void anotherPartysFolderUnderThisPartysNameIsTold() throws IOException {
    try (Pkcs12Vault vault = vault(folder)) {
      vault.generate(SCHOOL, KeyUse.SIGN, ACCESS);
      Files.move(folder.resolve("party-010300"), folder.resolve("party-010301"));
      PartyCode other = PartyCode.of("010301");
      assertProblem(() -> vault.keys(other), ProblemCode.STORE_FAILED);
    }
  }

  @Test
  void aRestoredFileIsReadAgainInsteadOfWhatIsUnlocked() throws IOException {
    try (Pkcs12Vault vault = vault(folder)) {
      KeyRef first = vault.generate(SCHOOL, KeyUse.TRANSMIT, ACCESS).key();
      byte[] backup = Files.readAllBytes(file("unattended.p12"));
      KeyRef second = vault.generate(SCHOOL, KeyUse.TRANSMIT, ACCESS).key();
      vault.sign(second, SignatureScheme.ECDSA_SHA256_DER, DATA, ACCESS);
      Files.write(file("unattended.p12"), backup);
      assertProblem(
          () -> vault.sign(second, SignatureScheme.ECDSA_SHA256_DER, DATA, ACCESS),
          ProblemCode.KEY_MISSING);
      assertThat(vault.sign(first, SignatureScheme.ECDSA_SHA256_DER, DATA, ACCESS)).isNotEmpty();
    }
  }

  @Test
  void L18_aPartyCodeNeverLeavesTheFolderOfTheVault() throws IOException {
    try (Pkcs12Vault vault = vault(folder.resolve("inner"))) {
      for (String code : new String[] {".", "..", "...", "-", "con"}) {
        vault.generate(PartyCode.of(code), KeyUse.SIGN, ACCESS);
        assertThat(vault.keys(PartyCode.of(code))).hasSize(1);
      }
    }
    try (Stream<Path> found = Files.list(folder)) {
      assertThat(found).containsExactly(folder.resolve("inner"));
    }
    try (Stream<Path> found = Files.list(folder.resolve("inner"))) {
      assertThat(found).hasSize(5);
    }
  }
}
