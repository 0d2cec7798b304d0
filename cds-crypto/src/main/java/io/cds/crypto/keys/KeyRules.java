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
   * @throws IllegalArgumentException for a key that opens or is ROOT's
   */
  static void demandSigns(KeyRef key) {
    demand(!OPENING.contains(key.use()) && key.use() != KeyUse.ROOT, key, "sign with");
  }

  /**
   * @param kind of the key
   * @throws IllegalArgumentException for a scheme that does not go with it
   */
  static void demandFits(KeyRef key, KeyKind kind, SignatureScheme scheme) {
    boolean raw = kind == KeyKind.P256_KEY && scheme == SignatureScheme.ECDSA_SHA256_P1363;
    if (!raw && scheme != kind.scheme()) {
      throw new IllegalArgumentException(
          "Cannot sign by ["
              + scheme
              + "] with key ["
              + key.name()
              + "], which is of "
              + kind.text()
              + ": expected "
              + kind.scheme());
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
