package io.cds.api.spi;

/** How a vault is to sign. */
public enum SignatureScheme {
  /** ECDSA P-256 with SHA-256, DER (CMS, X.509). */
  ECDSA_SHA256_DER,
  /** ECDSA P-256 with SHA-256, 64 octets r ‖ s (RFC 9421). */
  ECDSA_SHA256_P1363,
  /** RSA-PSS with SHA-256, MGF1-SHA-256, salt 32. */
  RSA_PSS_SHA256,
  /** ML-DSA-65 (FIPS 204), pure, with an empty context. */
  ML_DSA_65
}
