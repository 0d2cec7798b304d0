package io.cds.api.store;

/** Kinds of leased work. */
public enum WorkKind {
  /** Client: offer an outgoing message to the hub. Key: message id. */
  SEND,
  /** Client: fetch the content of an arrival. Key: sender/id. */
  FETCH,
  /** Client: post our receipts about a message. Key: sender/id. */
  POST,
  /** Client: end a message that is SENT when its time to live has passed. Key: message id. */
  EXPIRE,
  /** Hub: hand an accepted message, or a receipt, to its recipients. */
  FAN_OUT,
  /** Hub: forget a message that expired long ago. Key: message id. */
  FORGET
}
