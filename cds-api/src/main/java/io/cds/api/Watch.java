package io.cds.api;

/**
 * Shows progress of long work to the host, and lets it cancel. Implemented by hosts.
 *
 * <p>Called on the working thread, at most about once a MiB. Cancelled work stops at the next safe
 * point, keeps what is durable and can be resumed.
 */
public interface Watch {
  /**
   * {@code done} of {@code total} octets or items of this stage; {@code total} is -1 where nobody
   * knows it.
   */
  void progress(Stage stage, long done, long total);

  /** Whether the work is to stop. */
  boolean cancelled();

  /** A watch that looks away. */
  static Watch none() {
    return QuietWatch.INSTANCE;
  }
}
