package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.store.HubMessageRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.StoreTransaction;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what recipients testify: only their own word, only about envelopes that were handed to
 * them, and only what a recipient can know.
 */
final class ReceiptPosting {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiptPosting.class);
  private static final Set<ReceiptEvent> OF_RECIPIENTS =
      EnumSet.of(ReceiptEvent.DELIVERED, ReceiptEvent.OPENED, ReceiptEvent.REFUSED);

  private final HubParts parts;

  ReceiptPosting(HubParts parts) {
    this.parts = parts;
  }

  /**
   * Stores them with the work of handing them back, all that are right in one transaction.
   *
   * @throws CdsException the first that is wrong, after the others were stored (L14)
   */
  void post(PartyCode party, List<SignedReceipt> receipts) {
    if (receipts.size() > parts.limits().items()) {
      throw new CdsException(
          Problem.of(
              ProblemCode.TOO_LARGE,
              receipts.size() + " receipts, limit " + parts.limits().items()));
    }
    List<ReceiptRow> right = new ArrayList<>();
    List<CdsException> wrong = new ArrayList<>();
    for (SignedReceipt receipt : receipts) {
      try {
        right.add(new ReceiptRow(party, checked(party, receipt), receipt));
      } catch (CdsException e) {
        LOG.warn("Receipt posted by [{}] is wrong: [{}]", party, why(e));
        wrong.add(e);
      }
    }
    if (!right.isEmpty()) {
      parts.store().transact(tx -> store(tx, right));
    }
    if (!wrong.isEmpty()) {
      throw wrong.get(0);
    }
  }

  private static Object why(CdsException e) {
    return e instanceof InvalidEnvelopeException invalid ? invalid.reason() : e.problem().code();
  }

  private ReceiptText checked(PartyCode party, SignedReceipt receipt) {
    if (receipt.octets().length() > parts.limits().receipt()) {
      throw new CdsException(
          Problem.of(
              ProblemCode.TOO_LARGE,
              "receipt of "
                  + receipt.octets().length()
                  + " octets, limit "
                  + parts.limits().receipt()));
    }
    ReceiptText said = parts.codec().peek(receipt);
    if (!said.by().equals(party) || !OF_RECIPIENTS.contains(said.event())) {
      throw mismatch(said.event() + " by [" + said.by() + "] posted by [" + party + "]");
    }
    KeySnapshot keys = parts.store().read(tx -> KeySnapshot.of(tx, parts, party));
    ReceiptText text = parts.codec().check(receipt, keys);
    requireHanded(party, text);
    return text;
  }

  private void requireHanded(PartyCode party, ReceiptText text) {
    MessageKey message = text.key();
    if (!parts.store().read(tx -> tx.feeds().holds(party, message))) {
      throw new CdsException(Problem.of(ProblemCode.UNKNOWN_MESSAGE, message.toString()));
    }
    boolean same =
        parts
            .store()
            .read(tx -> tx.hubMessages().find(new PartyMessage(message.from(), message)))
            .filter(row -> row.routing().equals(text.routing()) || wasSealedAgain(row))
            .isPresent();
    if (!same) {
      throw mismatch("about another routing record of [" + message + "]");
    }
  }

  /** Then a recipient may have an earlier seal by another road; the sender knows them all. */
  private boolean wasSealedAgain(HubMessageRow row) {
    return parts.codec().peek(row.head().routing()).seal() > 1;
  }

  private static boolean store(StoreTransaction tx, List<ReceiptRow> rows) {
    for (ReceiptRow row : rows) {
      if (tx.receipts().insert(row)) {
        HubEvents.testified(tx, row.party(), row.text().key(), row.text().event().name());
        tx.works().enqueue(FanOutWork.ofReceipt(row.party(), row.text()), tx.now());
      }
    }
    return true;
  }

  private static InvalidEnvelopeException mismatch(String detail) {
    return new InvalidEnvelopeException(InvalidReason.RECEIPT_MISMATCH, detail);
  }
}
