package io.cds.api.spi;

import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Secret;
import io.cds.api.envelope.Octets;
import java.util.List;

/**
 * Holds a party's private keys. Implemented by plugins; PKCS#12 is the default in cds-crypto.
 *
 * <p><b>Guarantees.</b> Key octets never leave it; passphrases are wiped after use. A key of one
 * use is never used for another.
 *
 * <p><b>Failure.</b> {@link io.cds.api.CdsException} with {@code WRONG_PASSPHRASE}, {@code
 * KEY_MISSING} or {@code STORE_FAILED}; nothing is changed then.
 *
 * <p><b>Threading.</b> Safe for several threads.
 */
public interface KeyVault extends Provider, AutoCloseable {
  /** All keys of this party, newest first; needs no passphrase. */
  List<VaultKey> keys(PartyCode party);

  /** Signs. SIGN, TRANSMIT, LOG, RECEIPT keys only. */
  byte[] sign(KeyRef key, SignatureScheme scheme, byte[] data, KeyAccess access);

  /** Unwraps a content-encryption key. OPEN keys only. */
  Secret unwrap(KeyRef key, KeyWrap wrap, KeyAccess access);

  /**
   * Makes a P-256 pair, durable before it returns. @return its reference and a PKCS#10 request,
   * subject CN=party, OU=use
   */
  Generated generate(PartyCode party, KeyUse use, KeyAccess access);

  /** Puts the certificate beside its key. Idempotent. */
  void install(KeyRef key, Octets certificate, KeyAccess access);

  /** The at-rest cipher of this party; its key is made on first use. */
  AtRest atRest(PartyCode party, KeyAccess unattended);

  @Override
  void close();

  /** A fresh pair and the request that proves possession, DER. */
  record Generated(KeyRef key, Octets request) {}
}
