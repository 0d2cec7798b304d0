package io.cds.api;

/** How soon a message is wanted (速別): a mark for people. Transmission goes by what is due. */
public enum Priority {
  /** Ordinary (普通件). */
  NORMAL,
  /** Urgent (速件). */
  URGENT,
  /** Most urgent (最速件). */
  MOST_URGENT
}
