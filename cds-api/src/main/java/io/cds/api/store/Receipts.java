package io.cds.api.store;

import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import java.util.List;

/** Receipts. */
public interface Receipts {
  /**
   * Keeps a receipt. @return false, and nothing changed, if there is one for the same party,
   * message, routing, signer and event
   */
  boolean insert(ReceiptRow row);

  /** Removes all about one message; nothing happens if there is none. */
  void forget(PartyCode party, MessageKey message);

  /** All about one message, in the order of insertion. */
  List<ReceiptRow> of(PartyCode party, MessageKey message);
}
