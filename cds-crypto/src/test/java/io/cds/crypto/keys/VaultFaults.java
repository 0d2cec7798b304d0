package io.cds.crypto.keys;

import static io.cds.crypto.keys.Samples.ACCESS;
import static io.cds.crypto.keys.Samples.SCHOOL;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Secret;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault.Generated;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.keys.VaultFault.Fault;
import io.cds.testkit.Faulty;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Keys, uses, passphrases and threads at fault. */
final class VaultFaults {
  private static final PartyCode OTHER = PartyCode.of("010301");

  private VaultFaults() {}

  static List<VaultFault> all() {
    List<VaultFault> all = new ArrayList<>(pairs());
    all.addAll(certificates());
    all.addAll(uses());
    all.addAll(hybrids());
    all.addAll(passphrases());
    all.addAll(threads());
    return all;
  }

  private static VaultFault breaking(String rule, String words, String method, Fault fault) {
    return new VaultFault(rule, words, method, false, fault);
  }

  private static VaultFault later(String rule, String words, String method, Fault fault) {
    return new VaultFault(rule, words, method, true, fault);
  }

  private static List<VaultFault> pairs() {
    // Long: one fault after another.
    return List.of(
        breaking(
            "a_fresh_vault_lists_no_keys",
            "a fresh vault lists a key",
            "keys",
            (good, arguments, right) ->
                List.of(
                    new VaultKey(
                        new KeyRef(SCHOOL, KeyUse.SIGN, "x"), Samples.NOW, Optional.empty()))),
        breaking(
            "a_generated_pair_is_listed_without_a_certificate_at_the_time_it_was_made",
            "expected the pair, when it was made, and no certificate",
            "keys",
            (good, arguments, right) ->
                good.keys(SCHOOL).stream()
                    .map(
                        key ->
                            new VaultKey(
                                key.ref(),
                                key.createdAt().plus(Duration.ofSeconds(1)),
                                key.certificate()))
                    .toList()),
        later(
            "a_generated_pair_is_durable_before_generate_returns",
            "the pair was not listed when the vault was opened again",
            "keys",
            (good, arguments, right) -> List.of()),
        breaking(
            "a_request_proves_possession_and_names_party_and_use",
            "proves nothing",
            "generate",
            (good, arguments, right) -> {
              Generated made = (Generated) right.with(arguments);
              return new Generated(made.key(), unproven(made.request()));
            }),
        breaking(
            "a_pair_for_the_root_is_not_made",
            "a party's vault makes no root",
            "generate",
            (good, arguments, right) -> good.generate(SCHOOL, KeyUse.SIGN, ACCESS)),
        breaking(
            "keys_are_listed_newest_first",
            "expected the newest first",
            "keys",
            (good, arguments, right) -> {
              List<VaultKey> keys = new ArrayList<>(good.keys(SCHOOL));
              Collections.reverse(keys);
              return keys;
            }),
        breaking(
            "keys_of_one_party_are_not_anothers",
            "another party's keys are listed",
            "keys",
            (good, arguments, right) -> good.keys(SCHOOL)),
        breaking(
            "a_pair_can_be_asked_for_again",
            "the request proves nothing",
            "request",
            (good, arguments, right) -> unproven((Octets) right.with(arguments))),
        breaking(
            "a_closed_vault_gives_no_key", "a closed vault signed", "close", VaultFault::nothing));
  }

  /** The same with another signature. */
  private static Octets unproven(Octets request) {
    byte[] octets = request.toArray();
    octets[octets.length - 1] ^= 1;
    return Octets.of(octets);
  }

  private static List<VaultFault> certificates() {
    // Long: one fault after another.
    return List.of(
        breaking(
            "an_installed_certificate_stands_beside_its_key",
            "what was installed is not listed beside its key",
            "install",
            VaultFault::nothing),
        breaking(
            "installing_the_same_certificate_again_changes_nothing",
            "the second time changed something",
            "install",
            (good, arguments, right) -> {
              good.generate(SCHOOL, KeyUse.SIGN, ACCESS);
              return right.with(arguments);
            }),
        breaking(
            "a_certificate_of_another_key_is_refused",
            "the certificate is for another public key",
            "install",
            VaultFault::hidden),
        breaking(
            "a_second_certificate_for_a_key_is_refused",
            "the key has a certificate already",
            "install",
            VaultFault::hidden),
        breaking(
            "octets_that_are_no_certificate_are_refused",
            "the octets are no certificate",
            "install",
            VaultFault::hidden),
        breaking(
            "a_certificate_for_another_use_or_party_is_refused",
            "the certificate names another use or party",
            "install",
            VaultFault::hidden),
        breaking(
            "a_certificate_for_a_key_that_is_not_there_is_refused",
            "there is no such key",
            "install",
            VaultFault::hidden));
  }

  private static List<VaultFault> uses() {
    // Long: one fault after another.
    return List.of(
        breaking(
            "keys_that_sign_sign_by_ecdsa_in_der",
            "the signature by [SIGN]",
            "sign",
            VaultFaults::signsOtherData),
        breaking(
            "keys_that_sign_sign_by_ecdsa_in_64_octets",
            "expected r and s of 32 octets each",
            "sign",
            VaultFaults::signsInDer),
        breaking(
            "a_scheme_that_does_not_go_with_the_key_is_refused",
            "a P-256 key signed by RSA-PSS",
            "sign",
            VaultFaults::signsInDer),
        breaking("an_open_key_never_signs", "an OPEN key signed", "sign", VaultFault::signing),
        breaking(
            "a_key_does_not_answer_to_a_reference_of_another_use",
            "[TRANSMIT] key as SIGN key",
            "sign",
            VaultFault::signing),
        breaking(
            "an_open_key_unwraps_what_was_wrapped_for_it",
            "what came out is not what was wrapped",
            "unwrap",
            (good, arguments, right) -> Secret.takeOver(new byte[32])),
        breaking("only_an_open_key_unwraps", "key unwrapped", "unwrap", VaultFault::opening),
        breaking(
            "what_was_wrapped_for_another_key_or_changed_does_not_open",
            "a wrapped key that is not this one's",
            "unwrap",
            VaultFault::opening),
        breaking(
            "an_originator_that_is_not_on_the_curve_is_refused",
            "an ephemeral key that is no point of P-256",
            "unwrap",
            VaultFault::opening),
        breaking(
            "an_outside_certificate_that_nobody_brought_decrypts_nothing",
            "no key of that certificate was ever brought",
            "decryptOutside",
            VaultFault::opening));
  }

  private static Object signsOtherData(
      io.cds.api.spi.KeyVault good, Object[] arguments, Faulty.Call right) throws Throwable {
    arguments[2] = new byte[1];
    return right.with(arguments);
  }

  private static Object signsInDer(
      io.cds.api.spi.KeyVault good, Object[] arguments, Faulty.Call right) throws Throwable {
    arguments[1] = SignatureScheme.ECDSA_SHA256_DER;
    return right.with(arguments);
  }

  private static List<VaultFault> hybrids() {
    return List.of(
        later(
            "pairs_of_suite_2_are_durable_and_listed",
            "a pair of suite 2 got lost",
            "keys",
            (good, arguments, right) ->
                good.keys(SCHOOL).stream().filter(key -> key.ref().use() == KeyUse.SIGN).toList()),
        breaking(
            "a_key_of_suite_2_does_its_own_work_only",
            "an ML-DSA key signed by ECDSA",
            "sign",
            VaultFault::signing),
        breaking(
            "what_was_not_wrapped_for_the_key_does_not_open",
            "a ciphertext of [0] octets",
            "unwrap",
            VaultFault::opening),
        breaking(
            "a_second_signature_needs_the_passphrase",
            "a second signature by a wrong passphrase",
            "sign",
            VaultFault::anyPassphrase));
  }

  private static List<VaultFault> passphrases() {
    // Long: one fault after another.
    return List.of(
        breaking(
            "a_wrong_passphrase_signs_nothing",
            "before [SIGN] was unlocked",
            "sign",
            VaultFault::anyPassphrase),
        breaking(
            "a_wrong_passphrase_unwraps_nothing", "unwrap", "unwrap", VaultFault::anyPassphrase),
        breaking(
            "a_wrong_passphrase_adds_no_pair",
            "a second pair for [SIGN]",
            "generate",
            VaultFault::anyPassphrase),
        breaking(
            "a_wrong_passphrase_installs_nothing", "install", "install", VaultFault::anyPassphrase),
        breaking(
            "a_wrong_passphrase_gives_no_at_rest_cipher",
            "atRest",
            "atRest",
            VaultFault::anyPassphrase),
        breaking(
            "no_passphrase_is_a_wrong_one",
            "generate without a passphrase",
            "generate",
            VaultFault::anyPassphrase),
        breaking(
            "a_passphrase_is_asked_for_this_party_and_wiped_after_use",
            "a passphrase was not wiped",
            "sign",
            (good, arguments, right) -> {
              KeyAccess asked = (KeyAccess) arguments[3];
              arguments[3] = (KeyAccess) (party, use) -> asked.passphrase(party, use).clone();
              return right.with(arguments);
            }),
        breaking(
            "a_passphrase_may_have_any_characters",
            "WRONG_PASSPHRASE",
            "generate",
            (good, arguments, right) -> {
              KeyAccess asked = (KeyAccess) arguments[2];
              arguments[2] = (KeyAccess) (party, use) -> ascii(asked.passphrase(party, use));
              return right.with(arguments);
            }),
        breaking(
            "nothing_secret_prints_itself",
            "it prints the passphrase",
            "toString",
            (good, arguments, right) -> "a vault under [" + Samples.PHRASE + "]"));
  }

  private static char[] ascii(char[] passphrase) {
    byte[] octets = new String(passphrase).getBytes(StandardCharsets.US_ASCII);
    return new String(octets, StandardCharsets.US_ASCII).toCharArray();
  }

  private static List<VaultFault> threads() {
    List<Object> first = new ArrayList<>();
    return List.of(
        breaking(
            "pairs_that_are_made_at_the_same_time_are_all_kept",
            "two pairs got one name",
            "generate",
            (good, arguments, right) -> {
              synchronized (first) {
                if (first.isEmpty()) {
                  first.add(right.with(arguments));
                }
                return first.get(0);
              }
            }),
        breaking(
            "keys_sign_in_several_threads_while_others_are_made",
            "a signature does not verify",
            "sign",
            VaultFaults::signsOtherData),
        later(
            "an_at_rest_key_is_made_once",
            "STORE_FAILED",
            "atRest",
            (good, arguments, right) -> good.atRest(OTHER, ACCESS)));
  }
}
