package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.Octets;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyRow;
import io.cds.api.store.StoreTransaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the recipients of a message say of themselves in their own-signed key records. */
final class RecipientRecords {
  /** Each is some 8 KiB, and proving it costs one signature for each of its keys. */
  private static final int KEPT = 64;

  private final ClientContext context;
  private final HubTie tie;
  private final Map<Octets, KeyRecord> proven =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Octets, KeyRecord> eldest) {
          return size() > KEPT;
        }
      };

  RecipientRecords(ClientContext context, HubTie tie) {
    this.context = context;
    this.tie = tie;
  }

  /** Of all recipients. @throws CdsException {@code UNKNOWN_RECIPIENT} */
  List<KeyRecord> of(OutgoingRow row) {
    HubIdentity hub = tie.needed();
    List<Octets> signed =
        context
            .store()
            .read(
                tx ->
                    tx.deliveries().of(context.party(), row.id()).stream()
                        .map(DeliveryRow::recipient)
                        .map(recipient -> signed(tx, recipient))
                        .toList());
    return signed.stream().map(octets -> proven(octets, hub)).toList();
  }

  private Octets signed(StoreTransaction tx, PartyCode recipient) {
    return tx.parties()
        .find(new PartyRow.Key(context.party(), recipient))
        .flatMap(PartyRow::record)
        .orElseThrow(
            () -> new CdsException(Problem.of(ProblemCode.UNKNOWN_RECIPIENT, recipient.value())));
  }

  private KeyRecord proven(Octets signed, HubIdentity hub) {
    synchronized (proven) {
      KeyRecord known = proven.get(signed);
      if (known != null && known.net().equals(hub.net())) {
        return known;
      }
    }
    KeyRecord record = context.codec().keyRecord(signed, hub.root());
    synchronized (proven) {
      proven.put(signed, record);
    }
    return record;
  }
}
