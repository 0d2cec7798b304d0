package io.cds.store.jdbc.table;

import io.cds.api.MessageId;
import io.cds.api.store.ContentKey;
import io.cds.api.store.HubMessageRow;
import io.cds.api.store.HubMessages;
import io.cds.api.store.PartyMessage;
import io.cds.store.jdbc.sql.Row;
import io.cds.store.jdbc.sql.Transaction;
import java.util.List;

/** {@code cds_hub_message}. */
final class HubMessageTable extends VersionedTable<PartyMessage, HubMessageRow>
    implements HubMessages {
  private static final Layout LAYOUT =
      new Layout(
          "cds_hub_message",
          List.of("party", "id"),
          Columns.join(
              Heads.COLUMNS,
              List.of("routing", "expires", "staging_party", "staging_name"),
              Refs.COLUMNS),
          false);

  HubMessageTable(Transaction transaction) {
    super(transaction, LAYOUT);
  }

  /** A message lies in its sender's partition. */
  @Override
  boolean possible(PartyMessage key) {
    return key.party().equals(key.message().from());
  }

  @Override
  List<Object> keyValues(PartyMessage key) {
    return List.of(key.party(), key.message().id());
  }

  @Override
  PartyMessage key(HubMessageRow row) {
    return new PartyMessage(row.party(), row.key());
  }

  @Override
  List<Object> otherValues(HubMessageRow row) {
    return Columns.join(
        Heads.values(row.head()),
        List.of(row.routing(), row.expires(), row.staging().party(), row.staging().name()),
        row.content().map(Refs::values).orElseGet(() -> absent(Refs.COLUMNS.size())));
  }

  @Override
  long version(HubMessageRow row) {
    return row.version();
  }

  @Override
  HubMessageRow read(Row row) {
    return new HubMessageRow(
        row.party("party"),
        MessageId.of(row.text("id")),
        Heads.read(row),
        row.digest("routing"),
        row.instant("expires"),
        new ContentKey(row.party("staging_party"), row.text("staging_name")),
        row.where("content", Refs::read),
        row.number("version"));
  }

  @Override
  public void delete(PartyMessage key) {
    remove(key);
  }
}
