package io.cds.api;

/** Encryption level of a message: who at the far end may open it and see its attachments (H21). */
public enum EncryptionLevel {
  /** Whoever may decrypt at all. */
  GENERAL,
  /** Those with the right for restricted messages. */
  RESTRICTED,
  /** Those with the right for confidential messages. */
  CONFIDENTIAL
}
