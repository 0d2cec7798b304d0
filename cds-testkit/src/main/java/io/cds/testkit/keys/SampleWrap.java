package io.cds.testkit.keys;

import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyWrap;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.SecretKeySpec;

/** Wraps a key for a vault's OPEN key the way a sender does (RFC 5753), with the JDK alone. */
public final class SampleWrap {
  /** ECC-CMS-SharedInfo: AES-256 key wrap, no user keying material, 256 bits. */
  private static final byte[] SHARED_INFO =
      HexFormat.of().parseHex("3015300b060960864801650304012da206040400000100");

  private static final int POINT = 65;

  private SampleWrap() {}

  /** The key, wrapped for the holder of {@code to}. */
  public static KeyWrap of(byte[] key, PublicKey to, SecureRandom random)
      throws GeneralSecurityException {
    KeyPair ephemeral = SampleRoot.pair(random);
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(ephemeral.getPrivate());
    agreement.doPhase(to, true);
    MessageDigest kdf = MessageDigest.getInstance("SHA-256");
    kdf.update(agreement.generateSecret());
    kdf.update(new byte[] {0, 0, 0, 1});
    byte[] kek = kdf.digest(SHARED_INFO);
    Cipher cipher = Cipher.getInstance("AESWrap");
    cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(kek, "AES"));
    byte[] wrapped = cipher.wrap(new SecretKeySpec(key, "AES"));
    byte[] encoded = ephemeral.getPublic().getEncoded();
    byte[] point = Arrays.copyOfRange(encoded, encoded.length - POINT, encoded.length);
    return new KeyWrap(Octets.of(point), Octets.of(SHARED_INFO), Octets.of(wrapped));
  }
}
