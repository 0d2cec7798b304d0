package io.cds.transport.http.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The {@code Content-Digest} field (RFC 9530 2) with SHA-256, the only algorithm of this wire. */
public final class ContentDigest {
  /** The field's name in lower case. */
  public static final String FIELD = "content-digest";

  private static final String ALGORITHM = "sha-256";
  private static final int LENGTH = 32;

  private ContentDigest() {}

  /** The field value for a SHA-256 digest. */
  public static String write(byte[] sha256) {
    return OctetsMember.write(ALGORITHM, sha256);
  }

  /** The field value for a body. */
  public static String of(byte[] body) {
    return write(sha256().digest(body));
  }

  /**
   * The 32 octets of the digest.
   *
   * @throws SignatureFault {@code MALFORMED} unless the field holds one SHA-256 digest alone
   */
  public static byte[] parse(String value) throws SignatureFault {
    return OctetsMember.read(FIELD, value, ALGORITHM, LENGTH);
  }

  /**
   * Compares a body with the field.
   *
   * @throws SignatureFault {@code MALFORMED} or {@code WRONG_DIGEST}
   */
  public static void check(String value, byte[] body) throws SignatureFault {
    if (!MessageDigest.isEqual(parse(value), sha256().digest(body))) {
      throw new SignatureFault(
          SignatureFault.Reason.WRONG_DIGEST,
          "cannot take a body of [%d] octets: its SHA-256 is not the one in [%s]; send it again"
              .formatted(body.length, FIELD));
    }
  }

  /** A fresh SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
