package io.cds.testkit.memory;

import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.store.Deliveries;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.PartyMessage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A row per recipient. */
final class MemoryDeliveries extends VersionedRows<DeliveryRow.Key, DeliveryRow>
    implements Deliveries {
  private static final Form<DeliveryRow.Key, DeliveryRow> FORM =
      new Form<>(
          "delivery",
          row -> new DeliveryRow.Key(row.party(), row.id(), row.recipient()),
          DeliveryRow::version,
          NextVersion::of);
  private final Tables tables;

  MemoryDeliveries(Tables tables, Journal journal) {
    super(tables.deliveries, journal, FORM);
    this.tables = tables;
  }

  @Override
  public boolean insert(DeliveryRow row) {
    boolean inserted = super.insert(row);
    if (inserted) {
      tables.deliveriesOf.append(journal, message(row.party(), row.id()), FORM.key().apply(row));
    }
    return inserted;
  }

  @Override
  public List<DeliveryRow> of(PartyCode party, MessageId id) {
    return tables.deliveriesOf.all(journal, message(party, id)).stream()
        .map(this::find)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(DeliveryRow::recipient))
        .toList();
  }

  private static PartyMessage message(PartyCode party, MessageId id) {
    return new PartyMessage(party, new MessageKey(party, id));
  }
}
