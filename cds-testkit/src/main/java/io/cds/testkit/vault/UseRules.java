package io.cds.testkit.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.KeyUse;
import io.cds.api.ProblemCode;
import io.cds.api.Secret;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.KeyWrap;
import io.cds.api.spi.SignatureScheme;
import io.cds.testkit.keys.SampleWrap;
import io.cds.testkit.vault.Play.Pair;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link KeyVault#sign} and {@link KeyVault#unwrap}: each use, and no other. */
public interface UseRules extends VaultUnderTest {
  /** CMS and X.509. */
  @Test
  default void keys_that_sign_sign_by_ecdsa_in_der() throws GeneralSecurityException {
    for (KeyUse use : List.of(KeyUse.SIGN, KeyUse.TRANSMIT, KeyUse.LOG, KeyUse.RECEIPT)) {
      Pair pair = Play.pair(this, use);
      byte[] signature = Play.signed(vault(), pair.ref());
      assertTrue(Play.verifies(pair.key(), signature), "the signature by [" + use + "]");
    }
  }

  /** HTTP. */
  @Test
  default void keys_that_sign_sign_by_ecdsa_in_64_octets() throws GeneralSecurityException {
    Pair pair = Play.pair(this, KeyUse.TRANSMIT);
    byte[] signature =
        vault().sign(pair.ref(), SignatureScheme.ECDSA_SHA256_P1363, Play.DATA, Play.ACCESS);
    assertEquals(64, signature.length, "expected r and s of 32 octets each");
    Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
    verifier.initVerify(pair.key());
    verifier.update(Play.DATA);
    assertTrue(verifier.verify(signature), "the signature");
  }

  /** A P-256 key makes no RSA signature. */
  @Test
  default void a_scheme_that_does_not_go_with_the_key_is_refused() {
    Pair pair = Play.pair(this, KeyUse.SIGN);
    assertThrows(
        IllegalArgumentException.class,
        () -> vault().sign(pair.ref(), SignatureScheme.RSA_PSS_SHA256, Play.DATA, Play.ACCESS),
        "a P-256 key signed by RSA-PSS");
  }

  /** A key of one use is never used for another. */
  @Test
  default void an_open_key_never_signs() {
    Pair pair = Play.pair(this, KeyUse.OPEN);
    assertThrows(
        IllegalArgumentException.class,
        () -> Play.signed(vault(), pair.ref()),
        "an OPEN key signed");
  }

  /** Nor by another name. */
  @Test
  default void a_key_does_not_answer_to_a_reference_of_another_use()
      throws GeneralSecurityException {
    KeyRef transmit = Play.pair(this, KeyUse.TRANSMIT).ref();
    KeyRef open = Play.pair(this, KeyUse.OPEN).ref();
    KeyRef sign = Play.pair(this, KeyUse.SIGN).ref();
    for (KeyRef made : List.of(transmit, open)) {
      KeyRef wrong = new KeyRef(made.party(), KeyUse.SIGN, made.name());
      Play.problem(
          ProblemCode.KEY_MISSING,
          "[" + made.use() + "] key as SIGN key",
          () -> Play.signed(vault(), wrong));
    }
    KeyWrap wrap = SampleWrap.of(new byte[32], Play.pair(this, KeyUse.SIGN).key(), random());
    KeyRef wrong = new KeyRef(sign.party(), KeyUse.OPEN, sign.name());
    Play.problem(
        ProblemCode.KEY_MISSING,
        "SIGN key as OPEN key",
        () -> vault().unwrap(wrong, wrap, Play.ACCESS));
  }

  /** The way of a manifest's key. */
  @Test
  default void an_open_key_unwraps_what_was_wrapped_for_it() throws GeneralSecurityException {
    Pair pair = Play.pair(this, KeyUse.OPEN);
    byte[] key = new byte[32];
    random().nextBytes(key);
    try (Secret secret =
        vault().unwrap(pair.ref(), SampleWrap.of(key, pair.key(), random()), Play.ACCESS)) {
      assertArrayEquals(key, secret.reveal(), "what came out is not what was wrapped");
    }
  }

  /** Other uses open nothing. */
  @Test
  default void only_an_open_key_unwraps() throws GeneralSecurityException {
    for (KeyUse use : List.of(KeyUse.SIGN, KeyUse.TRANSMIT, KeyUse.LOG, KeyUse.RECEIPT)) {
      Pair pair = Play.pair(this, use);
      KeyWrap wrap = SampleWrap.of(new byte[32], pair.key(), random());
      assertThrows(
          IllegalArgumentException.class,
          () -> vault().unwrap(pair.ref(), wrap, Play.ACCESS),
          "a [" + use + "] key unwrapped");
    }
  }

  /** Another recipient's. */
  @Test
  default void what_was_wrapped_for_another_key_or_changed_does_not_open()
      throws GeneralSecurityException {
    Pair pair = Play.pair(this, KeyUse.OPEN);
    Pair other = Play.pair(this, KeyUse.OPEN);
    KeyWrap good = SampleWrap.of(new byte[32], pair.key(), random());
    byte[] flipped = good.wrapped().toArray();
    flipped[17] ^= 1;
    byte[] info = good.sharedInfo().toArray();
    info[info.length - 1] ^= 1;
    for (KeyWrap wrong :
        List.of(
            SampleWrap.of(new byte[32], other.key(), random()),
            new KeyWrap(good.originator(), good.sharedInfo(), Octets.of(flipped)),
            new KeyWrap(good.originator(), good.sharedInfo(), Octets.of(new byte[7])),
            new KeyWrap(good.originator(), Octets.of(info), good.wrapped()))) {
      Play.invalid(
          InvalidReason.MANIFEST_KEY,
          "a wrapped key that is not this one's",
          () -> vault().unwrap(pair.ref(), wrong, Play.ACCESS));
    }
  }

  /** One of an outside authority, which a host may let others seal to. */
  @Test
  default void an_outside_certificate_that_nobody_brought_decrypts_nothing() {
    Play.problem(
        ProblemCode.KEY_MISSING,
        "no key of that certificate was ever brought",
        () ->
            vault()
                .decryptOutside(
                    Play.SCHOOL,
                    new Sha256("0".repeat(64)),
                    Octets.of(new byte[256]),
                    Play.ACCESS));
  }

  /** An invalid point would tell the key bit by bit. */
  @Test
  default void an_originator_that_is_not_on_the_curve_is_refused() throws GeneralSecurityException {
    Pair pair = Play.pair(this, KeyUse.OPEN);
    KeyWrap good = SampleWrap.of(new byte[32], pair.key(), random());
    byte[] off = good.originator().toArray();
    off[64] ^= 1;
    byte[] zero = new byte[65];
    zero[0] = 4;
    for (byte[] wrong : List.of(off, zero, new byte[1], new byte[0])) {
      KeyWrap wrap = new KeyWrap(Octets.of(wrong), good.sharedInfo(), good.wrapped());
      Play.invalid(
          InvalidReason.MANIFEST_KEY,
          "an ephemeral key that is no point of P-256",
          () -> vault().unwrap(pair.ref(), wrap, Play.ACCESS));
    }
  }
}
