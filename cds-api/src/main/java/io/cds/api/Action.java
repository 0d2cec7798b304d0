package io.cds.api;

/** What a person can do with a message; each is allowed in some statuses only. */
public enum Action {
  /** Make a draft an outgoing message (確定); asked without a message, which does not exist yet. */
  CONFIRM,
  /** Seal and hand over to transmission (加密). */
  ENCRYPT,
  /** Send the same envelope again (再傳送). */
  RESEND,
  /** Save as .zip for the offline road (匯出). */
  EXPORT,
  /** Open an incoming message (解密). */
  DECRYPT,
  /** Read the opened message. */
  VIEW,
  /** Hand an opened message to the host (匯入). */
  IMPORT,
  /** Accept the keys of a party that registered anew; asked without a message. */
  ACCEPT_KEY,
  /**
   * Answer it (回覆). No verb asks for it yet: an answer is a draft whose {@link Heading#replyTo()}
   * is set.
   */
  REPLY
}
