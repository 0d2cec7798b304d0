package io.cds.crypto.envelope;

import io.cds.api.spi.SignatureScheme;
import io.cds.crypto.algorithm.KeyAgreementWrap;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.algorithm.Signatures;
import io.cds.crypto.cobblestone.Cobblestone;
import io.cds.crypto.cobblestone.Warmth;
import io.cds.crypto.json.CanonicalJson;
import io.cds.crypto.json.CanonicalReader;
import io.cds.crypto.json.JsonObject;
import java.security.KeyPair;
import java.security.SecureRandom;

/** Works until the JVM has compiled what every message needs. */
final class WarmUp {

  private static final int PAD = 4_096;
  private static final int AGREEMENTS = 60;

  private final SecureRandom random;
  private final CanonicalReader json;

  WarmUp(SecureRandom random, CanonicalReader json) {
    this.random = random;
    this.json = json;
  }

  void run() {
    Warmth.reach();
    byte[] key = random(Cobblestone.KEY);
    for (int i = 0; i < AGREEMENTS && !Thread.currentThread().isInterrupted(); i++) {
      agree(key);
      read();
    }
  }

  private void agree(byte[] key) {
    KeyPair one = P256.generate(random);
    KeyPair other = P256.generate(random);
    byte[] wrapped = KeyAgreementWrap.wrap(one.getPrivate(), other.getPublic(), key, key);
    KeyAgreementWrap.unwrap(other.getPrivate(), P256.point(one.getPublic()), key, wrapped);
    byte[] signature =
        Signatures.sign(one.getPrivate(), SignatureScheme.ECDSA_SHA256_DER, wrapped, random);
    Signatures.verify(one.getPublic(), SignatureScheme.ECDSA_SHA256_DER, wrapped, signature);
  }

  private void read() {
    JsonObject object = new JsonObject().put("v", 1).put("pad", "0".repeat(PAD));
    json.object(CanonicalJson.octets(object));
  }

  private byte[] random(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }
}
