package io.cds.crypto.keys;

import io.cds.testkit.KeyVaultContract;
import io.cds.testkit.keys.SoftHsm;

/** The tokens of these tests. */
final class Tokens {
  private Tokens() {}

  /** One that all tests share. */
  static Pkcs11Token school() {
    return of(hsm(0));
  }

  static Pkcs11Token of(SoftHsm hsm) {
    return Pkcs11Token.inSlot(hsm.library(), hsm.slot());
  }

  static SoftHsm hsm(int number) {
    return SoftHsm.token(number, KeyVaultContract.PASSPHRASE);
  }
}
