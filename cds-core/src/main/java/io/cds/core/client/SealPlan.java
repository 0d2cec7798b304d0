package io.cds.core.client;

import io.cds.api.Attachment;
import io.cds.api.CdsException;
import io.cds.api.Heading;
import io.cds.api.KeyUse;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Recipient;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.SealRequest;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Chooses what a message is sealed with: keys that count now, what every recipient can expand. */
final class SealPlan {
  private final ClientContext context;
  private final HubTie tie;
  private final OwnKeys keys;

  SealPlan(ClientContext context, HubTie tie, OwnKeys keys) {
    this.context = context;
    this.tie = tie;
    this.keys = keys;
  }

  SealRequest request(OutgoingRow row, Heading heading, List<Attachment> attachments) {
    Instant now = context.now();
    HubIdentity hub = tie.needed();
    OwnKeys.Held sign =
        keys.current(KeyUse.SIGN, now)
            .orElseThrow(() -> new CdsException(keys.missing(KeyUse.SIGN, now)));
    List<SealRequest.To> to = new ArrayList<>();
    Set<Compression> compressions = EnumSet.allOf(Compression.class);
    for (DeliveryRow delivery :
        context.store().transact(tx -> tx.deliveries().of(context.party(), row.id()))) {
      to.add(
          new SealRequest.To(
              new Recipient(delivery.recipient(), delivery.role()), openKey(delivery, now)));
      compressions.retainAll(expands(delivery, hub));
    }
    return new SealRequest(
        hub.net(),
        row.key(),
        1,
        sign.key().ref(),
        sign.known(),
        to,
        now,
        now.plus(row.timeToLive()),
        row.test(),
        heading,
        attachments,
        compressions);
  }

  private KnownKey openKey(DeliveryRow delivery, Instant now) {
    return context
        .store()
        .transact(tx -> tx.keys().of(context.party(), delivery.recipient(), KeyUse.OPEN))
        .stream()
        .filter(key -> key.currentAt(now))
        .findFirst()
        .orElseThrow(
            () -> missing(ProblemCode.RECIPIENT_KEY_MISSING, delivery.recipient().value()));
  }

  private Set<Compression> expands(DeliveryRow delivery, HubIdentity hub) {
    Octets record =
        context
            .store()
            .transact(
                tx -> tx.parties().find(new PartyRow.Key(context.party(), delivery.recipient())))
            .flatMap(PartyRow::record)
            .orElseThrow(
                () -> missing(ProblemCode.UNKNOWN_RECIPIENT, delivery.recipient().value()));
    return context.codec().keyRecord(record, hub.root()).compressions();
  }

  private static CdsException missing(ProblemCode code, String what) {
    return new CdsException(Problem.of(code, what));
  }
}
