package io.cds.store.jdbc.table;

import io.cds.api.Cursor;
import io.cds.api.IncomingStatus;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.Role;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.Incomings;
import io.cds.api.store.PartyMessage;
import io.cds.store.jdbc.sql.Row;
import io.cds.store.jdbc.sql.Transaction;
import java.util.List;

/** {@code cds_incoming}. */
final class IncomingTable extends VersionedTable<PartyMessage, IncomingRow> implements Incomings {
  private static final Layout LAYOUT =
      new Layout(
          "cds_incoming",
          List.of("party", "sender", "id"),
          Columns.join(
              List.of("role", "status", "routing", "arrived_at", "accepted_at", "test"),
              Heads.COLUMNS,
              Refs.COLUMNS,
              Clears.COLUMNS,
              List.of("details", "parts"),
              Problems.COLUMNS),
          true);

  IncomingTable(Transaction transaction) {
    super(transaction, LAYOUT);
  }

  @Override
  List<Object> keyValues(PartyMessage key) {
    return List.of(key.party(), key.message().from(), key.message().id());
  }

  @Override
  PartyMessage key(IncomingRow row) {
    return new PartyMessage(row.party(), row.message());
  }

  @Override
  List<Object> otherValues(IncomingRow row) {
    return Columns.join(
        List.of(
            row.role(), row.status(), row.routing(), row.arrivedAt(), row.acceptedAt(), row.test()),
        Heads.values(row.head()),
        Refs.values(row.content()),
        row.clear().map(Clears::values).orElseGet(() -> absent(Clears.COLUMNS.size())),
        List.of(row.details(), Refs.text(row.parts())),
        Problems.values(row.lastProblem()));
  }

  @Override
  long version(IncomingRow row) {
    return row.version();
  }

  @Override
  IncomingRow read(Row row) {
    return new IncomingRow(
        row.party("party"),
        row.message("sender", "id"),
        row.constant(Role.class, "role"),
        row.constant(IncomingStatus.class, "status"),
        Heads.read(row),
        row.digest("routing"),
        Refs.read(row),
        row.instant("arrived_at"),
        row.optionalInstant("accepted_at"),
        row.flag("test"),
        row.where("subject_code", Clears::read),
        row.optionalOctets("details"),
        Refs.parse(row.text("parts")),
        Problems.read(row),
        row.number("version"));
  }

  @Override
  public Page<IncomingRow> page(PartyCode party, Cursor after, int most) {
    return pageOf(party, after, most);
  }
}
