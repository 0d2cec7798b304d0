package io.cds.testkit.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.ProblemCode;
import io.cds.api.Secret;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.KeyWrap;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import io.cds.testkit.keys.SampleWrap;
import io.cds.testkit.vault.Play.Pair;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A wrong passphrase changes nothing, and a right one does not stay. */
public interface PassphraseRules extends VaultUnderTest {
  /** Signing, for keys that a person unlocks and for unattended ones. */
  @Test
  default void a_wrong_passphrase_signs_nothing() throws GeneralSecurityException {
    for (KeyUse use : List.of(KeyUse.SIGN, KeyUse.TRANSMIT, KeyUse.LOG, KeyUse.RECEIPT)) {
      Pair pair = Play.pair(this, use);
      Play.problem(
          ProblemCode.WRONG_PASSPHRASE,
          "before [" + use + "] was unlocked",
          () -> sign(pair, Play.WRONG));
      assertTrue(Play.verifies(pair.key(), sign(pair, Play.ACCESS)), "the right passphrase");
      Play.problem(
          ProblemCode.WRONG_PASSPHRASE,
          "after [" + use + "] was unlocked",
          () -> sign(pair, Play.WRONG));
      assertTrue(Play.verifies(pair.key(), sign(pair, Play.ACCESS)), "the right one again");
    }
  }

  private byte[] sign(Pair pair, KeyAccess access) {
    return vault().sign(pair.ref(), SignatureScheme.ECDSA_SHA256_DER, Play.DATA, access);
  }

  /** Opening. */
  @Test
  default void a_wrong_passphrase_unwraps_nothing() throws GeneralSecurityException {
    Pair pair = Play.pair(this, KeyUse.OPEN);
    var wrap = SampleWrap.of(new byte[32], pair.key(), random());
    Play.problem(
        ProblemCode.WRONG_PASSPHRASE, "unwrap", () -> vault().unwrap(pair.ref(), wrap, Play.WRONG));
  }

  /** A part of the vault has one passphrase. */
  @Test
  default void a_wrong_passphrase_adds_no_pair() {
    for (KeyUse use : Play.USES) {
      Play.pair(this, use);
      List<VaultKey> before = vault().keys(Play.SCHOOL);
      Play.problem(
          ProblemCode.WRONG_PASSPHRASE,
          "a second pair for [" + use + "]",
          () -> vault().generate(Play.SCHOOL, use, Play.WRONG));
      assertEquals(before, vault().keys(Play.SCHOOL));
    }
  }

  /** Nor a certificate. */
  @Test
  default void a_wrong_passphrase_installs_nothing() {
    Pair pair = Play.pair(this, KeyUse.SIGN);
    Octets certificate = Play.certificate(this, pair);
    List<VaultKey> before = vault().keys(Play.SCHOOL);
    Play.problem(
        ProblemCode.WRONG_PASSPHRASE,
        "install",
        () -> vault().install(pair.ref(), certificate, Play.WRONG));
    assertEquals(before, vault().keys(Play.SCHOOL));
  }

  /** Nor what is kept at rest. */
  @Test
  default void a_wrong_passphrase_gives_no_at_rest_cipher() {
    vault().atRest(Play.SCHOOL, Play.ACCESS);
    Play.problem(
        ProblemCode.WRONG_PASSPHRASE, "atRest", () -> vault().atRest(Play.SCHOOL, Play.WRONG));
  }

  /** An empty answer, such as of a dialogue that was cancelled. */
  @Test
  default void no_passphrase_is_a_wrong_one() {
    Play.problem(
        ProblemCode.WRONG_PASSPHRASE,
        "generate without a passphrase",
        () -> vault().generate(Play.SCHOOL, KeyUse.SIGN, (party, use) -> new char[0]));
    assertEquals(List.of(), vault().keys(Play.SCHOOL));
  }

  /** The API says that the vault wipes what it was given. */
  @Test
  default void a_passphrase_is_asked_for_this_party_and_wiped_after_use()
      throws GeneralSecurityException {
    Witness witness = new Witness();
    var made = vault().generate(Play.SCHOOL, KeyUse.SIGN, witness);
    Octets certificate = Play.certificate(this, new Pair(made.key(), Play.key(made.request())));
    vault().install(made.key(), certificate, witness);
    vault().sign(made.key(), SignatureScheme.ECDSA_SHA256_DER, Play.DATA, witness);
    vault().check(made.key(), witness);
    vault().atRest(Play.SCHOOL, witness);
    vault().atRest(Play.SCHOOL, witness);
    unwrapped(witness);
    assertTrue(
        witness.given().size() >= 4, "the vault asked [" + witness.given().size() + "] times");
    for (char[] passphrase : witness.given()) {
      assertArrayEquals(new char[passphrase.length], passphrase, "a passphrase was not wiped");
    }
    assertEquals(List.of(Play.SCHOOL), witness.parties().stream().distinct().toList());
  }

  private void unwrapped(Witness witness) throws GeneralSecurityException {
    var open = vault().generate(Play.SCHOOL, KeyUse.OPEN, witness);
    KeyWrap wrap = SampleWrap.of(new byte[32], Play.key(open.request()), random());
    vault().unwrap(open.key(), wrap, witness).close();
    try {
      vault().request(open.key(), witness);
      vault().changePassphrase(Play.SCHOOL, KeyUse.OPEN, witness, witness);
    } catch (UnsupportedOperationException e) {
      // A vault may have no such act.
    }
  }

  /** Passphrases are typed in Chinese too. */
  @Test
  default void a_passphrase_may_have_any_characters() throws GeneralSecurityException {
    Assumptions.assumeTrue(
        choosesPassphrases(), "the vault's passphrase is set elsewhere: the rule is skipped");
    KeyAccess chinese = KeyAccess.passphrase("獅子山下 1967 ✓ 𠮷".toCharArray());
    var made = vault().generate(Play.SCHOOL, KeyUse.SIGN, chinese);
    try (KeyVault again = again()) {
      byte[] signature =
          again.sign(made.key(), SignatureScheme.ECDSA_SHA256_DER, Play.DATA, chinese);
      assertTrue(Play.verifies(Play.key(made.request()), signature), "the signature");
    }
  }

  /** Not in a log, not in a debugger's list. */
  @Test
  default void nothing_secret_prints_itself() throws GeneralSecurityException {
    Pair pair = Play.pair(this, KeyUse.OPEN);
    String phrase = new String(Play.ACCESS.passphrase(Play.SCHOOL, KeyUse.OPEN));
    byte[] key =
        "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    try (Secret secret =
        vault().unwrap(pair.ref(), SampleWrap.of(key, pair.key(), random()), Play.ACCESS)) {
      for (Object thing :
          List.of(
              vault(),
              vault().keys(Play.SCHOOL),
              vault().atRest(Play.SCHOOL, Play.ACCESS),
              secret)) {
        String printed = thing.toString();
        assertFalse(printed.contains(phrase), "it prints the passphrase: " + thing.getClass());
        assertFalse(printed.contains("0123456789abcdef"), "it prints a key: " + thing.getClass());
      }
    }
  }
}
