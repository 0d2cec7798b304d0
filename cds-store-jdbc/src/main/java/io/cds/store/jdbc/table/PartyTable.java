package io.cds.store.jdbc.table;

import io.cds.api.PartyCode;
import io.cds.api.store.Parties;
import io.cds.api.store.PartyRow;
import io.cds.store.jdbc.sql.Row;
import io.cds.store.jdbc.sql.Transaction;
import java.util.List;
import java.util.Optional;

/** {@code cds_party}. */
final class PartyTable extends VersionedTable<PartyRow.Key, PartyRow> implements Parties {
  private static final Layout LAYOUT =
      new Layout(
          "cds_party",
          List.of("owner", "party"),
          List.of("name", "chinese_name", "record", "counter", "until"),
          false);

  PartyTable(Transaction transaction) {
    super(transaction, LAYOUT);
  }

  @Override
  List<Object> keyValues(PartyRow.Key key) {
    return List.of(key.owner(), key.party());
  }

  @Override
  PartyRow.Key key(PartyRow row) {
    return new PartyRow.Key(row.owner(), row.party());
  }

  @Override
  List<Object> otherValues(PartyRow row) {
    return List.of(row.name(), row.chineseName(), row.record(), row.counter(), row.until());
  }

  @Override
  long version(PartyRow row) {
    return row.version();
  }

  @Override
  PartyRow read(Row row) {
    return new PartyRow(
        row.party("owner"),
        row.party("party"),
        row.text("name"),
        row.text("chinese_name"),
        row.optionalOctets("record"),
        row.number("counter"),
        row.instant("until"),
        row.number("version"));
  }

  @Override
  public List<PartyRow> after(PartyCode owner, Optional<PartyCode> after, int most) {
    return session()
        .list(
            "SELECT * FROM cds_party WHERE owner = ? AND party > ? ORDER BY party LIMIT ?",
            this::read,
            owner,
            after.map(PartyCode::value).orElse(""),
            most);
  }
}
