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
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.KnownKey;
import io.cds.api.spi.SealRequest;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.SealedParts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses what a message is sealed with: keys that count now, what every recipient can expand. */
final class SealPlan {
  private final ClientContext context;
  private final HubTie tie;
  private final OwnKeys keys;
  private final RecipientRecords records;
  private final SuiteChoice suites;

  SealPlan(
      ClientContext context,
      HubTie tie,
      OwnKeys keys,
      RecipientRecords records,
      SuiteChoice suites) {
    this.context = context;
    this.tie = tie;
    this.keys = keys;
    this.records = records;
    this.suites = suites;
  }

  SealRequest request(OutgoingRow row, Heading heading, List<Attachment> attachments) {
    Instant now = context.now();
    HubIdentity hub = tie.needed();
    OwnKeys.Held sign = own(KeyUse.SIGN, now);
    List<KeyRecord> recipients = records.of(row);
    SuiteChoice.Choice choice = suites.choose(recipients, now);
    if (choice.objection().isPresent()) {
      throw new CdsException(choice.objection().get());
    }
    boolean hybrid = choice.suite() == 2;
    List<SealRequest.To> to = new ArrayList<>();
    for (DeliveryRow delivery :
        context.store().read(tx -> tx.deliveries().of(context.party(), row.id()))) {
      to.add(
          new SealRequest.To(
              new Recipient(delivery.recipient(), delivery.role()),
              context
                  .outside(delivery.recipient(), now)
                  .orElseGet(() -> key(delivery, KeyUse.OPEN, now)),
              hybrid ? Optional.of(key(delivery, KeyUse.OPEN_MLKEM, now)) : Optional.empty()));
    }
    Set<Compression> compressions = EnumSet.allOf(Compression.class);
    recipients.forEach(record -> compressions.retainAll(record.compressions()));
    return new SealRequest(
        hub.net(),
        row.key(),
        row.sealed().map(before -> before.seal() + 1).orElse(1),
        sign.key().ref(),
        sign.known(),
        hybrid ? Optional.of(second(now)) : Optional.empty(),
        to,
        now,
        row.sealed().map(SealedParts::expires).orElse(now.plus(row.timeToLive())),
        row.test(),
        heading,
        attachments,
        compressions);
  }

  private OwnKeys.Held own(KeyUse use, Instant now) {
    return keys.current(use, now).orElseThrow(() -> new CdsException(keys.missing(use, now)));
  }

  private SealRequest.SecondKey second(Instant now) {
    OwnKeys.Held held = own(KeyUse.SIGN_MLDSA, now);
    return new SealRequest.SecondKey(held.key().ref(), held.known());
  }

  private KnownKey key(DeliveryRow delivery, KeyUse use, Instant now) {
    return context
        .store()
        .read(tx -> tx.keys().of(context.party(), delivery.recipient(), use))
        .stream()
        .filter(key -> key.currentAt(now))
        .findFirst()
        .orElseThrow(() -> missing(use, delivery.recipient().value()));
  }

  private static CdsException missing(KeyUse use, String party) {
    return new CdsException(Problem.of(ProblemCode.RECIPIENT_KEY_MISSING, party + ", " + use));
  }
}
