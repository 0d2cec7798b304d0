package io.cds.api;

/**
 * Encryption level of a message: for whom at the far end it is meant. All levels are sealed alike,
 * and the library keeps nobody off: the receiving host goes by it.
 */
public enum EncryptionLevel {
  /** Whoever may decrypt at all. */
  GENERAL,
  /** People whom the receiving host lets see restricted messages. */
  RESTRICTED,
  /** People whom the receiving host lets see confidential messages. */
  CONFIDENTIAL
}
