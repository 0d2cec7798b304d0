package io.cds.core.hub;

import io.cds.api.ContentRef;
import io.cds.api.MessageKey;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.RefusalCode;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Offer;
import io.cds.api.store.ContentKey;
import io.cds.api.store.HubMessageRow;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.StoreTransaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The transaction that settles an offer: message, receipt, history and the work of handing it on
 * are committed together or not at all (L01, L05).
 *
 * <p>It looks again at what is stored: whoever was faster wins, and the other answers the same
 * receipts (L19).
 */
final class Acceptance {
  private final HubParts parts;
  private final ReceiptKey key;

  Acceptance(HubParts parts, ReceiptKey key) {
    this.parts = parts;
    this.key = key;
  }

  /** Takes the message with this content, which was checked. */
  Offer accept(StoreTransaction tx, Offered offered, ContentRef content) {
    Standing standing = Standing.of(tx, parts.party(), offered.key());
    if (standing.settled(offered.digest())) {
      return known(standing, offered);
    }
    if (standing.accepted().isPresent()) {
      return conflict(tx, offered);
    }
    if (!standing.row().flatMap(HubMessageRow::content).equals(Optional.of(content))) {
      tx.contents().bind(content);
      standing.row().flatMap(HubMessageRow::content).ifPresent(tx.contents()::release);
    }
    write(tx, row(offered, Optional.of(content)), standing.row());
    remember(tx, offered);
    testify(tx, offered, ReceiptEvent.ACCEPTED, Optional.empty());
    HubEvents.decided(tx, offered.key(), ReceiptEvent.ACCEPTED.name(), Optional.empty());
    tx.works().enqueue(FanOutWork.ofMessage(offered.key()), tx.now());
    return known(Standing.of(tx, parts.party(), offered.key()), offered);
  }

  /** Refuses it for ever, signed; nothing of it is kept but that. */
  Offer refuse(StoreTransaction tx, Offered offered, Refusal refusal) {
    Standing standing = Standing.of(tx, parts.party(), offered.key());
    if (standing.settled(offered.digest())) {
      return known(standing, offered);
    }
    standing
        .row()
        .filter(row -> row.routing().equals(offered.digest()))
        .ifPresent(row -> forget(tx, row));
    remember(tx, offered);
    testify(tx, offered, ReceiptEvent.REFUSED, Optional.of(refusal.code()));
    HubEvents.decided(
        tx, offered.key(), ReceiptEvent.REFUSED.name(), Optional.of(refusal.reason()));
    return known(Standing.of(tx, parts.party(), offered.key()), offered);
  }

  /** Until its time is over. */
  void remember(StoreTransaction tx, Offered offered) {
    Forgetting.plan(tx, offered.key(), offered.routing().expires(), parts.limits());
  }

  /** Refuses it because another message of this id was accepted. */
  Offer conflict(StoreTransaction tx, Offered offered) {
    return refuse(
        tx,
        offered,
        Refusal.of(RefusalCode.ID_CONFLICT, ProblemCode.ID_CONFLICT, offered.key().toString()));
  }

  /** The answer to a duplicate: the same stored octets for ever (L04). */
  static Offer known(Standing standing, Offered offered) {
    return new Offer(
        offered.key(), standing.bound(offered.digest()), standing.signed(), Optional.empty());
  }

  /** The row of an offer in its sender's partition. */
  static HubMessageRow row(Offered offered, Optional<ContentRef> content) {
    return new HubMessageRow(
        offered.key().from(),
        offered.key().id(),
        offered.head(),
        offered.digest(),
        offered.routing().expires(),
        staging(offered.key(), offered.digest()),
        content,
        0);
  }

  /** Inserts, or takes the place of the row that was read. */
  static void write(StoreTransaction tx, HubMessageRow row, Optional<HubMessageRow> before) {
    if (before.isEmpty()) {
      if (!tx.hubMessages().insert(row)) {
        throw Retrying.lost("message " + row.key());
      }
      return;
    }
    tx.hubMessages()
        .replace(
            new HubMessageRow(
                row.party(),
                row.id(),
                row.head(),
                row.routing(),
                row.expires(),
                row.staging(),
                row.content(),
                before.get().version()));
  }

  private static ContentKey staging(MessageKey message, Sha256 routing) {
    return new ContentKey(message.from(), "up/" + message.id() + "/" + routing);
  }

  private static void forget(StoreTransaction tx, HubMessageRow row) {
    row.content().ifPresent(tx.contents()::release);
    tx.hubMessages()
        .replace(
            new HubMessageRow(
                row.party(),
                row.id(),
                row.head(),
                row.routing(),
                row.expires(),
                row.staging(),
                Optional.empty(),
                row.version()));
  }

  private void testify(
      StoreTransaction tx, Offered offered, ReceiptEvent event, Optional<RefusalCode> code) {
    Instant at = tx.now().truncatedTo(ChronoUnit.MILLIS);
    MessageKey message = offered.key();
    ReceiptText text =
        new ReceiptText(
            parts.net(),
            message.id(),
            message.from(),
            offered.digest(),
            event,
            at,
            parts.party(),
            code);
    SignedReceipt signed =
        parts.codec().receipt(text, key.current(tx.now()), parts.vault(), parts.unattended());
    tx.receipts().insert(new ReceiptRow(message.from(), text, signed));
  }
}
