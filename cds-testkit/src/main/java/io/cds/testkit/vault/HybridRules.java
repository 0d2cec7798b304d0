package io.cds.testkit.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cds.api.KeyUse;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.KeyWrap;
import io.cds.api.spi.SignatureScheme;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The keys of suite 2. A vault that has none says so, and the rules are skipped. */
public interface HybridRules extends VaultUnderTest {
  /** Octets of an ML-DSA-65 signature and of an ML-KEM-768 ciphertext. */
  int SIGNATURE = 3309;

  /** See there. */
  int CIPHERTEXT = 1088;

  /** As of every pair. */
  @Test
  default void pairs_of_suite_2_are_durable_and_listed() {
    KeyRef mldsa = hybrid(KeyUse.SIGN_MLDSA);
    KeyRef mlkem = hybrid(KeyUse.OPEN_MLKEM);
    try (KeyVault again = again()) {
      assertEquals(
          vault().keys(Play.SCHOOL), again.keys(Play.SCHOOL), "a pair of suite 2 got lost");
      assertEquals(mldsa, Play.listed(again, mldsa).ref());
      assertEquals(mlkem, Play.listed(again, mlkem).ref());
      assertEquals(SIGNATURE, second(again, mldsa).length, "octets of a second signature");
    }
  }

  /** A key of one use or scheme is never used for another. */
  @Test
  default void a_key_of_suite_2_does_its_own_work_only() {
    KeyRef mldsa = hybrid(KeyUse.SIGN_MLDSA);
    KeyRef mlkem = hybrid(KeyUse.OPEN_MLKEM);
    KeyRef sign = Play.pair(this, KeyUse.SIGN).ref();
    assertThrows(
        IllegalArgumentException.class,
        () -> Play.signed(vault(), mldsa),
        "an ML-DSA key signed by ECDSA");
    assertThrows(IllegalArgumentException.class, () -> second(vault(), sign));
    assertThrows(IllegalArgumentException.class, () -> second(vault(), mlkem));
    assertThrows(
        IllegalArgumentException.class, () -> vault().unwrap(mldsa, wrap(CIPHERTEXT), Play.ACCESS));
    KeyRef other = new KeyRef(mlkem.party(), KeyUse.OPEN, mlkem.name());
    Play.problem(
        ProblemCode.KEY_MISSING,
        "OPEN_MLKEM key as OPEN key",
        () -> vault().unwrap(other, wrap(CIPHERTEXT), Play.ACCESS));
  }

  /** ML-KEM opens every ciphertext of the right length, to a secret that unwraps nothing. */
  @Test
  default void what_was_not_wrapped_for_the_key_does_not_open() {
    KeyRef mlkem = hybrid(KeyUse.OPEN_MLKEM);
    for (int length : List.of(0, 65, CIPHERTEXT - 1, CIPHERTEXT, CIPHERTEXT + 1)) {
      Play.invalid(
          InvalidReason.MANIFEST_KEY,
          "a ciphertext of [" + length + "] octets",
          () -> vault().unwrap(mlkem, wrap(length), Play.ACCESS));
    }
  }

  /** A wrong passphrase tells nothing and uses nothing. */
  @Test
  default void a_second_signature_needs_the_passphrase() {
    KeyRef mldsa = hybrid(KeyUse.SIGN_MLDSA);
    Play.problem(
        ProblemCode.WRONG_PASSPHRASE,
        "a second signature by a wrong passphrase",
        () -> vault().sign(mldsa, SignatureScheme.ML_DSA_65, Play.DATA, Play.WRONG));
  }

  /** The SIGN key, which states the possession of an ML-KEM key, is made before. */
  private KeyRef hybrid(KeyUse use) {
    Play.pair(this, KeyUse.SIGN);
    try {
      return vault().generate(Play.SCHOOL, use, Play.ACCESS).key();
    } catch (UnsupportedOperationException e) {
      return Assumptions.abort("the vault has no keys of suite 2: the rule is skipped");
    }
  }

  private static byte[] second(KeyVault vault, KeyRef ref) {
    return vault.sign(ref, SignatureScheme.ML_DSA_65, Play.DATA, Play.ACCESS);
  }

  private static KeyWrap wrap(int ciphertext) {
    return new KeyWrap(
        Octets.of(new byte[ciphertext]), Octets.of(new byte[18]), Octets.of(new byte[40]));
  }
}
