package io.cds.crypto.algorithm;

import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 and SHA-512, the only digests of the format outside Cobblestone. */
public final class Digests {

  /** Octets of a digest. */
  public static final int LENGTH = 32;

  private Digests() {}

  /** A fresh SHA-256. */
  public static MessageDigest newSha256() {
    try {
      return Providers.sha256();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot digest: SHA-256 is missing from this JDK", e);
    }
  }

  /** The SHA-256 of the octets. */
  public static byte[] sha256(byte[] octets) {
    return newSha256().digest(octets);
  }

  /** The same as a value. */
  public static Sha256 digest(byte[] octets) {
    return Sha256.of(sha256(octets));
  }

  /** The same as a value. */
  public static Sha256 digest(Octets octets) {
    return digest(octets.toArray());
  }

  /** The SHA-512 of the octets, which goes with the second signature of suite 2. */
  public static byte[] sha512(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot digest: SHA-512 is missing from this JDK", e);
    }
  }
}
