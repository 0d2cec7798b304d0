package io.cds.crypto.keys;

import io.cds.api.KeyUse;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.SignatureScheme;
import java.util.Set;

/** A key of one use is never used for another, in whichever vault it lies. */
final class KeyRules {
  private static final Set<KeyUse> OPENING = Set.of(KeyUse.OPEN, KeyUse.OPEN_MLKEM);

  private KeyRules() {}

  /**
   * @throws IllegalArgumentException for a key that opens or is ROOT's, and for a scheme that does
   *     not go with the use
   */
  static void demandSigns(KeyRef key, SignatureScheme scheme) {
    demand(!OPENING.contains(key.use()) && key.use() != KeyUse.ROOT, key, "sign with");
    boolean second = key.use() == KeyUse.SIGN_MLDSA;
    if (scheme == SignatureScheme.RSA_PSS_SHA256
        || second != (scheme == SignatureScheme.ML_DSA_65)) {
      throw new IllegalArgumentException(
          "Cannot sign by ["
              + scheme
              + "] with key ["
              + key.name()
              + "]: expected "
              + (second ? "ML-DSA-65" : "ECDSA, P-256"));
    }
  }

  /**
   * @throws IllegalArgumentException for a key of another use
   */
  static void demandOpens(KeyRef key) {
    demand(OPENING.contains(key.use()), key, "unwrap with");
  }

  private static void demand(boolean allowed, KeyRef key, String act) {
    if (!allowed) {
      throw new IllegalArgumentException(
          "Cannot "
              + act
              + " key ["
              + key.name()
              + "]: it is for ["
              + key.use()
              + "], and a key of one use is never used for another");
    }
  }
}
