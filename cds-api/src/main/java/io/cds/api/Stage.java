package io.cds.api;

/** What long work is at. */
public enum Stage {
  /** Attachments are copied into the store. */
  KEEP,
  /** Content is compressed and encrypted. */
  SEAL,
  /** Content goes to the hub. */
  SEND,
  /** Content comes from the hub. */
  RECEIVE,
  /** Content is verified, decrypted and expanded. */
  OPEN,
  /** A .zip is written. */
  EXPORT,
  /** A .zip is read. */
  IMPORT,
  /** Links to the hub are tried one after another. */
  PROBE
}
