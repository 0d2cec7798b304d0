package io.cds.testkit.memory;

import io.cds.api.store.ArrivalRow;
import io.cds.api.store.Arrivals;
import io.cds.api.store.PartyMessage;

/** Envelopes on their way in. */
final class MemoryArrivals extends VersionedRows<PartyMessage, ArrivalRow> implements Arrivals {
  private static final Form<PartyMessage, ArrivalRow> FORM =
      new Form<>(
          "arrival",
          row -> new PartyMessage(row.party(), row.message()),
          ArrivalRow::version,
          NextVersion::of);

  MemoryArrivals(Tables tables, Journal journal) {
    super(tables.arrivals, journal, FORM);
  }

  @Override
  public void delete(PartyMessage key) {
    table.remove(journal, key);
  }
}
