package io.cds.crypto.keys;

import io.cds.api.envelope.Octets;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;

/**
 * One key of a key file.
 *
 * @param certificate the installed certificate, or the placeholder of a pair that has none yet; a
 *     secret key has neither
 * @param encrypted the PKCS#8 key under the file's passphrase
 */
record KeyEntry(KeyName name, Optional<Octets> certificate, EncryptedPrivateKeyInfo encrypted) {

  /** The same key with this certificate. */
  KeyEntry with(Octets other) {
    return new KeyEntry(name, Optional.of(other), encrypted);
  }
}
