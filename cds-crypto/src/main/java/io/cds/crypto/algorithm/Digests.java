package io.cds.crypto.algorithm;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 from the JDK, the only digest of the format outside Cobblestone. */
public final class Digests {

  /** Octets of a digest. */
  public static final int LENGTH = 32;

  private Digests() {}

  /** A fresh SHA-256. */
  public static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot digest: SHA-256 is missing from this JDK", e);
    }
  }

  /** The SHA-256 of the octets. */
  public static byte[] sha256(byte[] octets) {
    return newSha256().digest(octets);
  }
}
