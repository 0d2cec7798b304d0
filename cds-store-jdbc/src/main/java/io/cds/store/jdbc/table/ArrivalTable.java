package io.cds.store.jdbc.table;

import io.cds.api.Role;
import io.cds.api.store.ArrivalRow;
import io.cds.api.store.Arrivals;
import io.cds.api.store.ContentKey;
import io.cds.api.store.PartyMessage;
import io.cds.store.jdbc.sql.Row;
import io.cds.store.jdbc.sql.Transaction;
import java.util.List;

/** {@code cds_arrival}. */
final class ArrivalTable extends VersionedTable<PartyMessage, ArrivalRow> implements Arrivals {
  private static final Layout LAYOUT =
      new Layout(
          "cds_arrival",
          List.of("party", "sender", "id"),
          Columns.join(
              Heads.COLUMNS,
              List.of(
                  "routing",
                  "role",
                  "content_length",
                  "accepted_at",
                  "staging_party",
                  "staging_name")),
          false);

  ArrivalTable(Transaction transaction) {
    super(transaction, LAYOUT);
  }

  @Override
  List<Object> keyValues(PartyMessage key) {
    return List.of(key.party(), key.message().from(), key.message().id());
  }

  @Override
  PartyMessage key(ArrivalRow row) {
    return new PartyMessage(row.party(), row.message());
  }

  @Override
  List<Object> otherValues(ArrivalRow row) {
    return Columns.join(
        Heads.values(row.head()),
        List.of(
            row.routing(),
            row.role(),
            row.contentLength(),
            row.acceptedAt(),
            row.staging().party(),
            row.staging().name()));
  }

  @Override
  long version(ArrivalRow row) {
    return row.version();
  }

  @Override
  ArrivalRow read(Row row) {
    return new ArrivalRow(
        row.party("party"),
        row.message("sender", "id"),
        Heads.read(row),
        row.digest("routing"),
        row.constant(Role.class, "role"),
        row.number("content_length"),
        row.optionalInstant("accepted_at"),
        new ContentKey(row.party("staging_party"), row.text("staging_name")),
        row.number("version"));
  }

  @Override
  public void delete(PartyMessage key) {
    remove(key);
  }
}
