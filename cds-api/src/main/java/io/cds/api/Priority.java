package io.cds.api;

/** How soon a message is wanted (速別). */
public enum Priority {
  /** In its turn. */
  NORMAL,
  /** Before normal ones. */
  URGENT,
  /** At once. */
  MOST_URGENT
}
