package io.cds.store.jdbc.table;

import io.cds.api.MessageId;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.Role;
import io.cds.api.envelope.RefusalCode;
import io.cds.api.store.Deliveries;
import io.cds.api.store.DeliveryRow;
import io.cds.store.jdbc.sql.Row;
import io.cds.store.jdbc.sql.Transaction;
import java.util.List;

/** {@code cds_delivery}. */
final class DeliveryTable extends VersionedTable<DeliveryRow.Key, DeliveryRow>
    implements Deliveries {
  private static final Layout LAYOUT =
      new Layout(
          "cds_delivery",
          List.of("party", "id", "recipient"),
          List.of("role", "status", "opened_at", "refusal"),
          false);

  DeliveryTable(Transaction transaction) {
    super(transaction, LAYOUT);
  }

  @Override
  List<Object> keyValues(DeliveryRow.Key key) {
    return List.of(key.party(), key.id(), key.recipient());
  }

  @Override
  DeliveryRow.Key key(DeliveryRow row) {
    return new DeliveryRow.Key(row.party(), row.id(), row.recipient());
  }

  @Override
  List<Object> otherValues(DeliveryRow row) {
    return List.of(row.role(), row.status(), row.openedAt(), row.refusal());
  }

  @Override
  long version(DeliveryRow row) {
    return row.version();
  }

  @Override
  DeliveryRow read(Row row) {
    return new DeliveryRow(
        row.party("party"),
        MessageId.of(row.text("id")),
        row.party("recipient"),
        row.constant(Role.class, "role"),
        row.constant(OutgoingStatus.class, "status"),
        row.optionalInstant("opened_at"),
        row.where("refusal", r -> r.constant(RefusalCode.class, "refusal")),
        row.number("version"));
  }

  @Override
  public List<DeliveryRow> of(PartyCode party, MessageId id) {
    return session()
        .list(
            "SELECT * FROM cds_delivery WHERE party = ? AND id = ? ORDER BY recipient",
            this::read,
            party,
            id);
  }
}
