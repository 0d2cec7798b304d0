package io.cds.api.store;

import io.cds.api.Cursor;
import io.cds.api.Page;
import io.cds.api.PartyCode;

/** Outgoing messages; key: party and the message (whose sender is the party). */
public interface Outgoings extends Rows<PartyMessage, OutgoingRow> {
  /** In the order of insertion. */
  Page<OutgoingRow> page(PartyCode party, Cursor after, int most);
}
