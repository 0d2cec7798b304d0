package io.cds.api.spi;

import io.cds.api.HostTransaction;
import io.cds.api.OpenedMessage;

/** Takes an incoming message over into the host. Implemented by hosts. */
@FunctionalInterface
public interface MessageHandler {
  /**
   * Takes the message over. Writes into the host's tables go through {@code transaction} (for a
   * JDBC store: {@code transaction.unwrap(Connection.class)}); they and the status IMPORTED commit
   * together, so the import happens exactly once however often the message arrives. Effects outside
   * the transaction happen at least once: make them idempotent by {@link
   * OpenedMessage#idempotencyKey()}.
   *
   * <p>May run again after a conflict of the store. An exception rolls everything back:
   * IMPORT_FAIL.
   */
  ImportResult handle(OpenedMessage message, HostTransaction transaction) throws Exception;
}
