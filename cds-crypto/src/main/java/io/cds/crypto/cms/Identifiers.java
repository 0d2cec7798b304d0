package io.cds.crypto.cms;

/** The object identifiers and algorithm identifiers that the profile allows, as DER octets. */
final class Identifiers {

  static final byte[] DATA = Der.oid("1.2.840.113549.1.7.1");
  static final byte[] SIGNED_DATA = Der.oid("1.2.840.113549.1.7.2");
  static final byte[] AUTH_ENVELOPED_DATA = Der.oid("1.2.840.113549.1.9.16.1.23");

  static final byte[] CONTENT_TYPE = Der.oid("1.2.840.113549.1.9.3");
  static final byte[] MESSAGE_DIGEST = Der.oid("1.2.840.113549.1.9.4");
  static final byte[] SIGNING_TIME = Der.oid("1.2.840.113549.1.9.5");
  static final byte[] SIGNING_CERTIFICATE_V2 = Der.oid("1.2.840.113549.1.9.16.2.47");

  static final byte[] SHA256 = Der.sequence(Der.oid("2.16.840.1.101.3.4.2.1"));
  static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
  static final byte[] RSA_PSS_SHA256 = rsaPss();
  static final byte[] RSA_OAEP_SHA256 = rsaOaep();
  static final byte[] SHA512 = Der.sequence(Der.oid("2.16.840.1.101.3.4.2.3"));
  static final byte[] ML_DSA_65 = Der.sequence(Der.oid("2.16.840.1.101.3.4.3.18"));

  static final byte[] P256_KEY =
      Der.sequence(Der.oid("1.2.840.10045.2.1"), Der.oid("1.2.840.10045.3.1.7"));
  static final byte[] AES256_WRAP = Der.sequence(Der.oid("2.16.840.1.101.3.4.1.45"));
  static final byte[] ECDH_SHA256_AES256_WRAP =
      Der.sequence(Der.oid("1.3.132.1.11.1"), AES256_WRAP);
  static final byte[] KEM_RECIPIENT = Der.oid("1.2.840.113549.1.9.16.13.3");
  static final byte[] ML_KEM_768 = Der.sequence(Der.oid("2.16.840.1.101.3.4.4.2"));
  static final byte[] HKDF_SHA256 = Der.sequence(Der.oid("1.2.840.113549.1.9.16.3.28"));
  static final byte[] AES256_GCM = Der.oid("2.16.840.1.101.3.4.1.46");

  private Identifiers() {}

  private static byte[] rsaPss() {
    return Der.sequence(
        Der.oid("1.2.840.113549.1.1.10"),
        Der.sequence(
            Der.element(0xa0, SHA256),
            Der.element(0xa1, mgf1()),
            Der.element(0xa2, Der.integer(32))));
  }

  /** The label is empty, and an empty one is left out (RFC 4055, 4.1). */
  private static byte[] rsaOaep() {
    return Der.sequence(
        Der.oid("1.2.840.113549.1.1.7"),
        Der.sequence(Der.element(0xa0, SHA256), Der.element(0xa1, mgf1())));
  }

  private static byte[] mgf1() {
    return Der.sequence(Der.oid("1.2.840.113549.1.1.8"), SHA256);
  }
}
