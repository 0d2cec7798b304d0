package io.cds.api.envelope;

/** What a receipt testifies (docs/envelope-v1.md, 9). */
public enum ReceiptEvent {
  /** The hub has committed every octet and checked it; its time decides deadlines. */
  ACCEPTED,
  /** The recipient has committed it and checked signature and digests. */
  DELIVERED,
  /** The recipient opened and checked everything. Implies DELIVERED. */
  OPENED,
  /** Hub or recipient will never take it; the code says why. */
  REFUSED,
  /** Taken back before it was opened. */
  RECALLED,
  /** Its time to live passed. */
  EXPIRED
}
