package io.cds.api.store;

import io.cds.api.MessageId;
import io.cds.api.PartyCode;
import java.util.List;

/** Deliveries. */
public interface Deliveries extends Rows<DeliveryRow.Key, DeliveryRow> {
  /** Of one message, sorted by recipient. */
  List<DeliveryRow> of(PartyCode party, MessageId id);
}
