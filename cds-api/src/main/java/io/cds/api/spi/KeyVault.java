package io.cds.api.spi;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Secret;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * Holds a party's private keys. Implemented by plugins; cds-crypto has one of PKCS#12 files, the
 * default, and one of PKCS#11 tokens.
 *
 * <p><b>Guarantees.</b> Key octets never leave it; passphrases are wiped after use. A key of one
 * use is never used for another.
 *
 * <p><b>Failure.</b> {@link io.cds.api.CdsException} with {@code WRONG_PASSPHRASE}, {@code
 * KEY_MISSING}, {@code STORE_FAILED}, or, where keys lie on a token, {@code TOKEN_MISSING} or
 * {@code TOKEN_LOCKED}; nothing is changed then.
 *
 * <p><b>Threading.</b> Safe for several threads.
 */
public interface KeyVault extends Provider, AutoCloseable {
  /** All keys of this party, newest first; needs no passphrase. */
  List<VaultKey> keys(PartyCode party);

  /**
   * Signs. SIGN, SIGN_MLDSA, TRANSMIT, LOG, RECEIPT keys only. @throws IllegalArgumentException for
   * a key of another use, or a scheme that does not go with the key
   */
  byte[] sign(KeyRef key, SignatureScheme scheme, byte[] data, KeyAccess access);

  /**
   * Proves that this access unlocks this key, and does nothing else: asked before long work at
   * whose end the key is needed. A vault that can tell only by using the key does nothing here.
   */
  default void check(KeyRef key, KeyAccess access) {}

  /**
   * Unwraps a content-encryption key. OPEN and OPEN_MLKEM keys only.
   *
   * @throws io.cds.api.envelope.InvalidEnvelopeException {@code MANIFEST_KEY} if the originator is
   *     no point of the curve or no ciphertext, or the key was wrapped for another or changed
   * @throws IllegalArgumentException for a key of another use
   */
  Secret unwrap(KeyRef key, KeyWrap wrap, KeyAccess access);

  /**
   * Decrypts a content-encryption key that was encrypted to an organisation's outside certificate,
   * by RSAES-OAEP with SHA-256, MGF1 with SHA-256 and an empty label (RFC 8017, 7.1). Asked only
   * where the host's codec allows such a certificate.
   *
   * @param certificate SHA-256 of the outside certificate
   * @param encrypted as many octets as the modulus has
   * @return the key of 32 octets; where nothing decrypts, or something of another length, 32 random
   *     octets, so that no answer tells what was wrong
   * @throws io.cds.api.CdsException {@code KEY_MISSING} if its key is not here, as in a vault that
   *     takes none in
   */
  default Secret decryptOutside(
      PartyCode party, Sha256 certificate, Octets encrypted, KeyAccess access) {
    throw new CdsException(
        Problem.of(
            ProblemCode.KEY_MISSING,
            "outside certificate "
                + certificate
                + " of party "
                + party
                + ": vault ["
                + name()
                + "] decrypts with no such key"));
  }

  /**
   * Makes a pair, durable before it returns: ML-DSA-65 for SIGN_MLDSA, ML-KEM-768 for OPEN_MLKEM,
   * else P-256. An ML-KEM key cannot sign: its request is signed by the party's newest SIGN key and
   * says so (RFC 9883), and the same access unlocks both.
   *
   * @return its reference and a PKCS#10 request, subject CN=party, OU=use
   * @throws UnsupportedOperationException from a vault that has no such keys
   */
  Generated generate(PartyCode party, KeyUse use, KeyAccess access);

  /**
   * A SIGN key of the organisation's own outside certificate, where the vault holds one; durable
   * before it returns, and a reference of its own each time.
   *
   * @return its reference and a PKCS#10 request by RSA-PSS, with the outside certificate in a
   *     statement of possession (RFC 9883); empty where there is none, and then a pair is generated
   * @throws io.cds.api.CdsException {@code KEY_EXPIRED} if the outside certificate has lapsed
   */
  default Optional<Generated> outside(PartyCode party, KeyAccess access) {
    return Optional.empty();
  }

  /**
   * A PKCS#10 request for a pair that was generated before: for going on after a crash between
   * {@link #generate} and what was to follow.
   *
   * @throws UnsupportedOperationException from a vault that cannot; then a fresh pair is generated
   */
  default Octets request(KeyRef key, KeyAccess access) {
    throw new UnsupportedOperationException(
        "Cannot ask again for a certificate of key ["
            + key.name()
            + "]: vault ["
            + name()
            + "] has no such act, generate a fresh pair");
  }

  /**
   * Puts the certificate beside its key, for the key's whole life. Idempotent.
   *
   * @throws io.cds.api.envelope.InvalidEnvelopeException {@code CERTIFICATE} if it is another
   *     key's, or the key has another certificate already
   */
  void install(KeyRef key, Octets certificate, KeyAccess access);

  /**
   * Changes the passphrase of the part that holds the party's keys of this use. Every key of it
   * stays, old ones too. One step: after a crash the part has the one passphrase or the other.
   *
   * @throws UnsupportedOperationException from a vault whose passphrase is changed by other means
   */
  default void changePassphrase(PartyCode party, KeyUse use, KeyAccess before, KeyAccess after) {
    throw new UnsupportedOperationException(
        "Vault [" + name() + "] does not change passphrases: use what came with it");
  }

  /** The at-rest cipher of this party; its key is made on first use. */
  AtRest atRest(PartyCode party, KeyAccess unattended);

  @Override
  void close();

  /** A fresh pair and the request that proves possession, DER. */
  record Generated(KeyRef key, Octets request) {}
}
