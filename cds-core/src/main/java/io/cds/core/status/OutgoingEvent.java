package io.cds.core.status;

/** What can happen to an outgoing message, or to one recipient's part of it. */
public enum OutgoingEvent {
  /** A person confirms the draft. */
  CONFIRM,
  /** A person has it sealed. */
  ENCRYPT,
  /** The hub's signed receipt says that it has stored it. */
  ACCEPTED,
  /** The recipient's signed receipt, delivered or opened. */
  DELIVERED,
  /** Hub or recipient has refused it, signed. */
  REFUSED,
  /** Attempts or time for sending are used up, or a key that it was sealed with has ended. */
  EXHAUSTED,
  /** Its time to live has passed. */
  EXPIRE,
  /** A person has it sent again. */
  RESEND,
  /** A person saves it as .zip. */
  EXPORT
}
