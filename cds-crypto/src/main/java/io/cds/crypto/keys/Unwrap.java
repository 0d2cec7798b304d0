package io.cds.crypto.keys;

import io.cds.api.KeyUse;
import io.cds.api.Secret;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyWrap;
import io.cds.crypto.algorithm.KemWrap;
import io.cds.crypto.algorithm.KeyAgreementWrap;
import java.security.PrivateKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens a wrapped key with an unlocked one. */
final class Unwrap {
  private Unwrap() {}

  /**
   * The wrapped key.
   *
   * @throws InvalidEnvelopeException {@code MANIFEST_KEY} if the originator is no point of P-256,
   *     or no ciphertext of ML-KEM-768, or the key was wrapped for another
   */
  static Secret secret(KeyRef key, PrivateKey own, KeyWrap wrap) {
    byte[] originator = wrap.originator().toArray();
    byte[] info = wrap.sharedInfo().toArray();
    byte[] wrapped = wrap.wrapped().toArray();
    try {
      Optional<byte[]> opened =
          key.use() == KeyUse.OPEN_MLKEM
              ? KemWrap.unwrap(own, originator, info, wrapped)
              : KeyAgreementWrap.unwrap(own, originator, info, wrapped);
      return opened.map(Secret::takeOver).orElseThrow(() -> unopened(key, null));
    } catch (IllegalArgumentException e) {
      throw unopened(key, e);
    }
  }

  private static InvalidEnvelopeException unopened(KeyRef key, @Nullable Throwable cause) {
    return new InvalidEnvelopeException(
        InvalidReason.MANIFEST_KEY,
        "the wrapped key does not open with key [" + key.name() + "] of party " + key.party(),
        cause);
  }
}
