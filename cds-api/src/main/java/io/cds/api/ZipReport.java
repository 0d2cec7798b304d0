package io.cds.api;

import java.util.List;
import java.util.Optional;

/** What became of each message and receipt of an imported .zip. */
public record ZipReport(List<Entry> entries) {
  /** Copies. */
  public ZipReport {
    entries = List.copyOf(entries);
  }

  /** One message or its receipts. */
  public record Entry(MessageId id, Result result, Optional<Problem> problem) {}

  /** What became of it. */
  public enum Result {
    /** New: now an incoming message, ENCRYPTED. */
    STORED,
    /** The same message was stored before: nothing changed. */
    DUPLICATE,
    /** Receipts for an outgoing message were taken in. */
    RECEIPTS,
    /** Not taken; the problem says why. */
    REFUSED
  }
}
