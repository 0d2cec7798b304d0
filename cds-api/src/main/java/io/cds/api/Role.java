package io.cds.api;

/** How a recipient is addressed (正本/副本). */
public enum Role {
  /** Original recipient (正本). */
  ORIGINAL,
  /** Copy recipient (副本). */
  COPY
}
