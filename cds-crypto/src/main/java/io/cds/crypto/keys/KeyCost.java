package io.cds.crypto.keys;

/**
 * How many iterations a guess of the passphrase costs; written into each file, so that a file of
 * another cost still opens.
 *
 * @param derivation of PBKDF2-HMAC-SHA-256, for each key
 * @param mac of the file's MAC, each half as dear
 */
record KeyCost(int derivation, int mac) {
  /**
   * Chosen so that one unlock stays below 150 ms on a small machine (about 80 ms of one core with a
   * warm JVM): a person who encrypts twenty messages pays it twenty times.
   */
  static final KeyCost NORMAL = new KeyCost(50_000, 100_000);
}
