package io.cds.api.envelope;

/** Which groups a .zip may carry. */
public enum ZipForm {
  /** Export file: every group is a whole envelope with its receipts, or receipts alone. */
  FILE,
  /** HTTP batch: also a head without content. */
  WIRE
}
