package io.cds.testkit.memory;

import io.cds.api.PartyCode;
import io.cds.api.store.Parties;
import io.cds.api.store.PartyRow;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Parties. */
final class MemoryParties extends VersionedRows<PartyRow.Key, PartyRow> implements Parties {
  private static final Form<PartyRow.Key, PartyRow> FORM =
      new Form<>(
          "party",
          row -> new PartyRow.Key(row.owner(), row.party()),
          PartyRow::version,
          NextVersion::of);

  MemoryParties(Tables tables, Journal journal) {
    super(tables.parties, journal, FORM);
  }

  @Override
  public List<PartyRow> after(PartyCode owner, Optional<PartyCode> after, int most) {
    return table.values(journal).stream()
        .filter(row -> row.owner().equals(owner))
        .filter(row -> after.isEmpty() || row.party().compareTo(after.get()) > 0)
        .sorted(Comparator.comparing(PartyRow::party))
        .limit(most)
        .toList();
  }
}
