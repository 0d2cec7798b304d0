package io.cds.api;

/**
 * What a key is for; the directory states each certificate's use, and any other use is refused
 * (docs/keys.md).
 */
public enum KeyUse {
  /**
   * Signs routing records, OPENED receipts, key records and renewals. Needs a person or a key
   * provider.
   */
  SIGN,
  /** Opens manifests. Needs a person or a key provider. */
  OPEN,
  /** Signs routing records a second time, by ML-DSA-65 (suite 2). Held as SIGN is. */
  SIGN_MLDSA,
  /** Opens manifests of suite 2, by ML-KEM-768 beside OPEN. Held as OPEN is. */
  OPEN_MLKEM,
  /** Signs HTTP requests and DELIVERED receipts, unattended. */
  TRANSMIT,
  /** Signs heads of the log, unattended. */
  LOG,
  /** The hub's key for receipts and directory answers. */
  RECEIPT,
  /** The hub's root: issues certificates and nothing else. */
  ROOT
}
