package io.cds.testkit.memory;

import io.cds.api.PartyCode;
import io.cds.api.store.EnrolmentRow;
import io.cds.api.store.Enrolments;
import java.util.Comparator;
import java.util.List;

/** Enrolments. */
final class MemoryEnrolments extends VersionedRows<PartyCode, EnrolmentRow> implements Enrolments {
  private static final Form<PartyCode, EnrolmentRow> FORM =
      new Form<>("enrolment", EnrolmentRow::party, EnrolmentRow::version, NextVersion::of);

  MemoryEnrolments(Tables tables, Journal journal) {
    super(tables.enrolments, journal, FORM);
  }

  @Override
  public List<EnrolmentRow> waiting(int most) {
    return table.all(journal).values().stream()
        .filter(row -> row.request().isPresent() && row.answer().isEmpty())
        .sorted(Comparator.comparing(EnrolmentRow::party))
        .limit(most)
        .toList();
  }

  @Override
  public void delete(PartyCode party) {
    table.remove(journal, party);
  }
}
