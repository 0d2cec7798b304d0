package io.cds.api.store;

import io.cds.api.Cursor;
import io.cds.api.Page;
import io.cds.api.PartyCode;

/** Incoming messages. */
public interface Incomings extends Rows<PartyMessage, IncomingRow> {
  /** In the order of insertion. */
  Page<IncomingRow> page(PartyCode party, Cursor after, int most);
}
