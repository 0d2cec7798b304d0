package io.cds.core.client;

import io.cds.api.ContentRef;
import io.cds.api.IncomingStatus;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Sha256;
import io.cds.api.store.ArrivalRow;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.StoreTransaction;
import io.cds.api.store.WorkKey;
import io.cds.api.store.WorkKind;
import java.util.List;
import java.util.Optional;

/** Writes arrivals: message, "seen" and receipt are one transaction (L01, L05). */
final class StoreArrival {
  private final PartyCode self;

  StoreArrival(PartyCode self) {
    this.self = self;
  }

  /** What is known of this message: the digest of the routing record that was stored first. */
  Optional<Sha256> known(StoreTransaction tx, MessageKey message) {
    PartyMessage key = new PartyMessage(self, message);
    return tx.incoming()
        .find(key)
        .map(IncomingRow::routing)
        .or(() -> tx.arrivals().find(key).map(ArrivalRow::routing));
  }

  /** Whether it is stored whole. */
  boolean stored(StoreTransaction tx, MessageKey message) {
    return tx.incoming().find(new PartyMessage(self, message)).isPresent();
  }

  /** The whole message becomes incoming, ENCRYPTED. */
  void whole(
      StoreTransaction tx, CheckedArrival arrival, ContentRef content, ReceiptRow delivered) {
    PartyMessage key = new PartyMessage(self, arrival.key());
    tx.contents().bind(content);
    tx.arrivals().delete(key);
    tx.incoming()
        .insert(
            new IncomingRow(
                self,
                arrival.key(),
                arrival.role(),
                IncomingStatus.ENCRYPTED,
                arrival.head(),
                arrival.routing(),
                content,
                tx.now(),
                arrival.acceptedAt(),
                arrival.checked().routing().test(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                0));
    arrival.accepted().ifPresent(tx.receipts()::insert);
    testify(tx, delivered);
    Happening.incoming(arrival.key(), "ARRIVED", Happening.UNATTENDED)
        .became(IncomingStatus.ENCRYPTED)
        .write(tx, self);
    dropped(tx, arrival);
  }

  /** The head alone: its content is to be fetched. */
  void head(StoreTransaction tx, ArrivalRow row, CheckedArrival arrival) {
    tx.arrivals().insert(row);
    arrival.accepted().ifPresent(tx.receipts()::insert);
    tx.works().enqueue(new WorkKey(self, WorkKind.FETCH, row.message().toString()), tx.now());
    Happening.incoming(row.message(), "ANNOUNCED", Happening.UNATTENDED).write(tx, self);
    dropped(tx, arrival);
  }

  /** Receipts that came along and do not count leave their reason, and hinder nothing. */
  private void dropped(StoreTransaction tx, CheckedArrival arrival) {
    for (InvalidReason reason : arrival.dropped()) {
      Happening.incoming(arrival.key(), "RECEIPT_REFUSED", Happening.UNATTENDED)
          .because(Problem.of(ProblemCode.INVALID_ENVELOPE, reason.name()))
          .write(tx, self);
    }
  }

  /** The same again (L04): nothing changes but what was missing; stored receipts go out again. */
  void duplicate(StoreTransaction tx, CheckedArrival arrival) {
    arrival.accepted().ifPresent(tx.receipts()::insert);
    Optional<IncomingRow> row = tx.incoming().find(new PartyMessage(self, arrival.key()));
    row.filter(r -> r.acceptedAt().isEmpty())
        .ifPresent(
            r -> arrival.acceptedAt().ifPresent(at -> tx.incoming().replace(r.accepted(at))));
    if (row.isPresent()) {
      post(tx, arrival.key());
    }
  }

  /** Not taken; the sender learns the code, the history the reason. */
  void refused(StoreTransaction tx, ReceiptRow refusal, String reason) {
    testify(tx, refusal);
    refused(tx, refusal.text().key(), reason);
  }

  /** Not taken, and nothing is told to anybody: the history keeps the reason. */
  void refused(StoreTransaction tx, MessageKey message, String reason) {
    Happening.incoming(message, "REFUSED", Happening.UNATTENDED)
        .because(Problem.of(ProblemCode.INVALID_ENVELOPE, reason))
        .write(tx, self);
  }

  /** An announced message whose content came and that is not to be taken after all. */
  void withdrawn(StoreTransaction tx, ReceiptRow refusal, String reason) {
    tx.arrivals().delete(new PartyMessage(self, refusal.text().key()));
    refused(tx, refusal, reason);
  }

  /** Content that is not the signed one was thrown away; it is fetched again. */
  void damaged(StoreTransaction tx, MessageKey message, InvalidReason reason) {
    Happening.incoming(message, "CONTENT_DROPPED", Happening.UNATTENDED)
        .because(Problem.of(ProblemCode.INVALID_ENVELOPE, reason.name()))
        .write(tx, self);
  }

  /** Keeps an own receipt and has it posted. */
  void testify(StoreTransaction tx, ReceiptRow receipt) {
    tx.receipts().insert(receipt);
    post(tx, receipt.text().key());
  }

  private void post(StoreTransaction tx, MessageKey message) {
    tx.works().enqueue(new WorkKey(self, WorkKind.POST, message.toString()), tx.now());
  }
}
