package io.cds.testkit.memory;

import io.cds.api.Cursor;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.Incomings;
import io.cds.api.store.PartyMessage;

/** Incoming messages. */
final class MemoryIncomings extends VersionedRows<PartyMessage, IncomingRow> implements Incomings {
  private static final Form<PartyMessage, IncomingRow> FORM =
      new Form<>(
          "incoming",
          row -> new PartyMessage(row.party(), row.message()),
          IncomingRow::version,
          NextVersion::of);
  private final Tables tables;

  MemoryIncomings(Tables tables, Journal journal) {
    super(tables.incoming, journal, FORM);
    this.tables = tables;
  }

  @Override
  public boolean insert(IncomingRow row) {
    boolean inserted = super.insert(row);
    if (inserted) {
      tables.incomingOrder.append(journal, row.party(), FORM.key().apply(row));
    }
    return inserted;
  }

  @Override
  public Page<IncomingRow> page(PartyCode party, Cursor after, int most) {
    return Pages.page(tables.incomingOrder, table, journal, party, after, most);
  }
}
