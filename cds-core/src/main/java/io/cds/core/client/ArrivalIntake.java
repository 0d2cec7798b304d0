package io.cds.core.client;

import io.cds.api.MessageKey;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.RefusalCode;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.Waiting;
import io.cds.api.store.ArrivalRow;
import io.cds.api.store.ContentKey;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.StoreTransaction;
import io.cds.core.StoredContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an envelope of the mailbox: refused, known already, whole, or to be fetched. */
final class ArrivalIntake {
  private static final Logger LOG = LoggerFactory.getLogger(ArrivalIntake.class);

  private final ClientContext context;
  private final ArrivalCheck check;
  private final Staging staging;
  private final StoreArrival store;
  private final ReceiptSigner signer;

  ArrivalIntake(
      ClientContext context,
      ArrivalCheck check,
      Staging staging,
      StoreArrival store,
      ReceiptSigner signer) {
    this.context = context;
    this.check = check;
    this.staging = staging;
    this.store = store;
    this.signer = signer;
  }

  Taken take(Waiting item, EnvelopeHead head, Watch watch) throws IOException {
    CheckedArrival arrival;
    try {
      arrival = check.check(item.key(), head, item.receipts());
    } catch (InvalidEnvelopeException e) {
      return refusal(item.key(), head, e);
    }
    Optional<Sha256> known = context.store().read(tx -> store.known(tx, arrival.key()));
    if (known.isPresent() && !known.get().equals(arrival.routing())) {
      LOG.warn("Envelope [{}] is refused: another was stored first", arrival.key());
      return refused(
          signer.refused(arrival.key(), arrival.routing(), RefusalCode.ID_CONFLICT),
          RefusalCode.ID_CONFLICT.name());
    }
    if (context.store().read(tx -> store.stored(tx, arrival.key()))) {
      return tx -> {
        store.duplicate(tx, arrival);
        return Taken.Count.NONE;
      };
    }
    return item.content().isPresent()
        ? withContent(arrival, item.content().get(), watch)
        : announced(arrival);
  }

  private Taken withContent(CheckedArrival arrival, Source content, Watch watch)
      throws IOException {
    Staged staged;
    try (InputStream in = content.open()) {
      staged = staging.whole(place(arrival), in, content.length(), watch);
    }
    if (!staged.extent().equals(arrival.content())) {
      InvalidReason reason = StoredContent.fault(staged.extent(), arrival.content());
      LOG.warn("Content of [{}] came damaged, it is fetched: [{}]", arrival.key(), reason);
      Taken announced = announced(arrival);
      return tx -> {
        store.damaged(tx, arrival.key(), reason);
        return announced.write(tx);
      };
    }
    ReceiptRow delivered = signer.delivered(arrival.key(), arrival.routing());
    return tx -> {
      if (overtaken(tx, arrival)) {
        return Taken.Count.NONE;
      }
      if (store.stored(tx, arrival.key())) {
        store.duplicate(tx, arrival);
        return Taken.Count.NONE;
      }
      store.whole(tx, arrival, staged.ref(), delivered);
      return new Taken.Count(1, 0);
    };
  }

  private Taken announced(CheckedArrival arrival) {
    ArrivalRow row =
        new ArrivalRow(
            context.party(),
            arrival.key(),
            arrival.head(),
            arrival.routing(),
            arrival.role(),
            arrival.content().length(),
            arrival.acceptedAt(),
            place(arrival),
            0);
    return tx -> {
      if (!overtaken(tx, arrival) && store.known(tx, arrival.key()).isEmpty()) {
        store.head(tx, row, arrival);
      }
      return Taken.Count.NONE;
    };
  }

  /** Whether another envelope of this name stood before it in the same page: the first counts. */
  private boolean overtaken(StoreTransaction tx, CheckedArrival arrival) {
    boolean other =
        store.known(tx, arrival.key()).filter(d -> !d.equals(arrival.routing())).isPresent();
    if (other) {
      store.refused(tx, arrival.key(), RefusalCode.ID_CONFLICT.name());
    }
    return other;
  }

  private ContentKey place(CheckedArrival arrival) {
    return new ContentKey(context.party(), "down/" + arrival.key() + "/" + arrival.routing());
  }

  private Taken refusal(MessageKey message, EnvelopeHead head, InvalidEnvelopeException e) {
    LOG.warn("Envelope [{}] is refused: [{}]", message, e.reason());
    Sha256 routing;
    try {
      routing = context.codec().routingDigest(head.routing());
    } catch (InvalidEnvelopeException nothingToName) {
      LOG.warn("Envelope [{}] has no routing record that a refusal could name", message);
      return tx -> {
        store.refused(tx, message, e.reason().name());
        return Taken.Count.NONE;
      };
    }
    return refused(signer.refused(message, routing, e.reason()), e.reason().name());
  }

  private Taken refused(ReceiptRow refusal, String reason) {
    return tx -> {
      store.refused(tx, refusal, reason);
      return Taken.Count.NONE;
    };
  }
}
