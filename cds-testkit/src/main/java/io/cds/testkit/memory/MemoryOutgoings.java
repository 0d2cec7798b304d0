package io.cds.testkit.memory;

import io.cds.api.Cursor;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.Outgoings;
import io.cds.api.store.PartyMessage;

/** Outgoing messages. */
final class MemoryOutgoings extends VersionedRows<PartyMessage, OutgoingRow> implements Outgoings {
  private static final Form<PartyMessage, OutgoingRow> FORM =
      new Form<>(
          "outgoing",
          row -> new PartyMessage(row.party(), row.key()),
          OutgoingRow::version,
          NextVersion::of);
  private final Tables tables;

  MemoryOutgoings(Tables tables, Journal journal) {
    super(tables.outgoing, journal, FORM);
    this.tables = tables;
  }

  @Override
  public boolean insert(OutgoingRow row) {
    boolean inserted = super.insert(row);
    if (inserted) {
      tables.outgoingOrder.append(journal, row.party(), FORM.key().apply(row));
    }
    return inserted;
  }

  @Override
  public Page<OutgoingRow> page(PartyCode party, Cursor after, int most) {
    return Pages.page(tables.outgoingOrder, table, journal, party, after, most);
  }
}
