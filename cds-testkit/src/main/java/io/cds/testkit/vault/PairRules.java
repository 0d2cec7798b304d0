package io.cds.testkit.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.cds.api.KeyUse;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.KeyVault.Generated;
import io.cds.api.spi.VaultKey;
import io.cds.testkit.keys.KeyRequestReader;
import io.cds.testkit.keys.SampleRoot;
import io.cds.testkit.vault.Play.Pair;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** {@link KeyVault#generate}, {@link KeyVault#keys}, {@link KeyVault#install}. */
public interface PairRules extends VaultUnderTest {
  /** Nothing comes of nothing. */
  @Test
  default void a_fresh_vault_lists_no_keys() {
    assertEquals(List.of(), vault().keys(Play.SCHOOL), "a fresh vault lists a key");
  }

  /** So that a registration that broke off can go on. */
  @Test
  default void a_generated_pair_is_listed_without_a_certificate_at_the_time_it_was_made() {
    KeyRef ref = Play.pair(this, KeyUse.SIGN).ref();
    assertEquals(
        List.of(new VaultKey(ref, clock().instant(), Optional.empty())),
        vault().keys(Play.SCHOOL),
        "expected the pair, when it was made, and no certificate");
    assertEquals(Play.SCHOOL, ref.party());
    assertEquals(KeyUse.SIGN, ref.use());
  }

  /** A crash right after it must not lose a pair whose request is on its way. */
  @Test
  default void a_generated_pair_is_durable_before_generate_returns() throws Exception {
    Pair pair = Play.pair(this, KeyUse.SIGN);
    try (KeyVault again = again()) {
      assertEquals(
          vault().keys(Play.SCHOOL),
          again.keys(Play.SCHOOL),
          "the pair was not listed when the vault was opened again");
      assertTrue(
          Play.verifies(pair.key(), Play.signed(again, pair.ref())),
          "the pair was not there when the vault was opened again");
    }
  }

  /** Every use. */
  @Test
  default void a_request_proves_possession_and_names_party_and_use()
      throws GeneralSecurityException {
    for (KeyUse use : Play.USES) {
      Generated made = vault().generate(Play.SCHOOL, use, Play.ACCESS);
      KeyRequestReader request = new KeyRequestReader(made.request());
      assertTrue(request.provesPossession(), "the request for [" + use + "] proves nothing");
      assertEquals(new X500Principal("OU=" + use + ",CN=010300"), request.subject());
    }
  }

  /** The root is no party's. */
  @Test
  default void a_pair_for_the_root_is_not_made() {
    assertThrows(
        IllegalArgumentException.class,
        () -> vault().generate(Play.SCHOOL, KeyUse.ROOT, Play.ACCESS),
        "a party's vault makes no root");
  }

  /** Keys are looked for from the newest on. */
  @Test
  default void keys_are_listed_newest_first() {
    KeyRef first = Play.pair(this, KeyUse.SIGN).ref();
    clock().advance(Duration.ofDays(300));
    KeyRef second = Play.pair(this, KeyUse.SIGN).ref();
    clock().advance(Duration.ofDays(1));
    KeyRef third = Play.pair(this, KeyUse.OPEN).ref();
    assertEquals(
        List.of(third, second, first),
        vault().keys(Play.SCHOOL).stream().map(VaultKey::ref).toList(),
        "expected the newest first");
  }

  /** Two schools, one machine. */
  @Test
  default void keys_of_one_party_are_not_anothers() {
    KeyRef mine = Play.pair(this, KeyUse.SIGN).ref();
    assertEquals(List.of(), vault().keys(Play.OTHER), "another party's keys are listed");
    KeyRef theirs = new KeyRef(Play.OTHER, KeyUse.SIGN, mine.name());
    Play.problem(
        ProblemCode.KEY_MISSING, "the key is another party's", () -> Play.signed(vault(), theirs));
  }

  /** For going on after a crash. */
  @Test
  default void a_pair_can_be_asked_for_again() throws GeneralSecurityException {
    Pair pair = Play.pair(this, KeyUse.OPEN);
    try (KeyVault again = again()) {
      Octets request = again.request(pair.ref(), Play.ACCESS);
      assertEquals(pair.key(), Play.key(request));
      assertTrue(new KeyRequestReader(request).provesPossession(), "the request proves nothing");
    } catch (UnsupportedOperationException e) {
      Assumptions.abort("the vault has no request(): the rule is skipped");
    }
  }

  /** It stays. */
  @Test
  default void an_installed_certificate_stands_beside_its_key() {
    Pair pair = Play.pair(this, KeyUse.SIGN);
    Octets certificate = Play.certificate(this, pair);
    vault().install(pair.ref(), certificate, Play.ACCESS);
    assertEquals(
        Optional.of(certificate),
        Play.listed(vault(), pair.ref()).certificate(),
        "what was installed is not listed beside its key");
    try (KeyVault again = again()) {
      VaultKey listed = Play.listed(again, pair.ref());
      assertEquals(Optional.of(certificate), listed.certificate());
      assertEquals(clock().instant(), listed.createdAt());
    }
  }

  /** An answer that arrives twice. */
  @Test
  default void installing_the_same_certificate_again_changes_nothing() {
    Pair pair = Play.pair(this, KeyUse.SIGN);
    Octets certificate = Play.certificate(this, pair);
    vault().install(pair.ref(), certificate, Play.ACCESS);
    List<VaultKey> before = vault().keys(Play.SCHOOL);
    vault().install(pair.ref(), certificate, Play.ACCESS);
    assertEquals(before, vault().keys(Play.SCHOOL), "the second time changed something");
  }

  /** Somebody mixed the answers up. */
  @Test
  default void a_certificate_of_another_key_is_refused() {
    Pair one = Play.pair(this, KeyUse.SIGN);
    Pair two = Play.pair(this, KeyUse.SIGN);
    Play.invalid(
        InvalidReason.CERTIFICATE,
        "the certificate is for another public key",
        () -> vault().install(one.ref(), Play.certificate(this, two), Play.ACCESS));
    assertEquals(Optional.empty(), Play.listed(vault(), one.ref()).certificate());
  }

  /** What was sealed to the first could not be found any more. */
  @Test
  default void a_second_certificate_for_a_key_is_refused() {
    Pair pair = Play.pair(this, KeyUse.OPEN);
    Octets first = Play.certificate(this, pair);
    vault().install(pair.ref(), first, Play.ACCESS);
    Play.invalid(
        InvalidReason.CERTIFICATE,
        "the key has a certificate already",
        () -> vault().install(pair.ref(), Play.certificate(this, pair), Play.ACCESS));
    assertEquals(Optional.of(first), Play.listed(vault(), pair.ref()).certificate());
  }

  /** Rubbish. */
  @Test
  default void octets_that_are_no_certificate_are_refused() {
    Pair pair = Play.pair(this, KeyUse.SIGN);
    Play.invalid(
        InvalidReason.CERTIFICATE,
        "the octets are no certificate",
        () -> vault().install(pair.ref(), Octets.of(Play.DATA), Play.ACCESS));
  }

  /** The directory states each certificate's use. */
  @Test
  default void a_certificate_for_another_use_or_party_is_refused() {
    Pair pair = Play.pair(this, KeyUse.SIGN);
    SampleRoot root = SampleRoot.create(random());
    for (Octets wrong :
        List.of(
            root.issue(Play.SCHOOL, KeyUse.TRANSMIT, pair.key(), clock().instant()),
            root.issue(Play.OTHER, KeyUse.SIGN, pair.key(), clock().instant()))) {
      Play.invalid(
          InvalidReason.CERTIFICATE,
          "the certificate names another use or party",
          () -> vault().install(pair.ref(), wrong, Play.ACCESS));
    }
  }

  /** Nobody may wait for a key that is not there. */
  @Test
  default void a_certificate_for_a_key_that_is_not_there_is_refused() {
    Pair pair = Play.pair(this, KeyUse.SIGN);
    KeyRef none = new KeyRef(Play.SCHOOL, KeyUse.SIGN, pair.ref().name() + "x");
    Play.problem(
        ProblemCode.KEY_MISSING,
        "there is no such key",
        () -> vault().install(none, Play.certificate(this, pair), Play.ACCESS));
  }

  /** After the end. */
  @Test
  default void a_closed_vault_gives_no_key() {
    KeyVault closed = again();
    Pair pair = Play.pair(this, KeyUse.TRANSMIT);
    Play.signed(closed, pair.ref());
    closed.close();
    try {
      Play.signed(closed, pair.ref());
    } catch (IllegalStateException | io.cds.api.CdsException e) {
      return;
    }
    fail("a closed vault signed");
  }
}
