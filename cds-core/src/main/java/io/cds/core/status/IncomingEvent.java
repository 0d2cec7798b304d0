package io.cds.core.status;

/** What can happen to an incoming message. */
public enum IncomingEvent {
  /** It is stored whole, checked from outside. */
  ARRIVE,
  /** A person has it opened. */
  OPEN,
  /** Opening failed. */
  OPEN_FAILED,
  /** A person reads it. */
  VIEW,
  /** A person answers it. */
  REPLY,
  /** The host takes it over. */
  IMPORT,
  /** The host refused it or failed. */
  IMPORT_FAILED
}
