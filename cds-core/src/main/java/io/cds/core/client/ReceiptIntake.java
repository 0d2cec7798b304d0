package io.cds.core.client;

import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.StoreTransaction;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in receipts for this party's own messages, whichever road they came by. */
final class ReceiptIntake {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiptIntake.class);
  private static final Set<ReceiptEvent> BY_HUB =
      EnumSet.of(
          ReceiptEvent.ACCEPTED, ReceiptEvent.REFUSED, ReceiptEvent.RECALLED, ReceiptEvent.EXPIRED);
  private static final Set<ReceiptEvent> BY_RECIPIENT =
      EnumSet.of(ReceiptEvent.DELIVERED, ReceiptEvent.OPENED, ReceiptEvent.REFUSED);

  private final ClientContext context;
  private final HubTie tie;
  private final DirectoryRefresh directory;
  private final HubCertificates certificates;

  ReceiptIntake(
      ClientContext context, HubTie tie, DirectoryRefresh directory, HubCertificates certificates) {
    this.context = context;
    this.tie = tie;
    this.directory = directory;
    this.certificates = certificates;
  }

  /** The same for receipts that stand under the name of one message. */
  List<ReceiptRow> take(MessageId under, List<SignedReceipt> receipts) {
    return take(receipts.stream().filter(r -> standsRight(under, r)).toList());
  }

  /**
   * Whether it is about the message under whose name it stands; unreadable ones are judged later.
   */
  private boolean standsRight(MessageId under, SignedReceipt receipt) {
    MessageKey about;
    try {
      about = context.codec().peek(receipt).key();
    } catch (InvalidEnvelopeException e) {
      return true;
    }
    if (!about.id().equals(under)) {
      LOG.warn("Receipt under [{}] is wrong: [{}]", under, InvalidReason.RECEIPT_MISMATCH);
      remember(about, mismatch("about [" + about + "] and stands under [" + under + "]"));
    }
    return about.id().equals(under);
  }

  /** Checks and stores what counts. @return the receipts that count, new or not */
  List<ReceiptRow> take(List<SignedReceipt> receipts) {
    List<ReceiptRow> good = checked(receipts);
    if (!good.isEmpty()) {
      context.store().transact(taken(good)::write);
    }
    return good;
  }

  /** Those that count. */
  List<ReceiptRow> checked(List<SignedReceipt> receipts) {
    return receipts.stream().flatMap(r -> checked(r).stream()).toList();
  }

  /** Checked receipts, to be stored. */
  Taken taken(List<ReceiptRow> good) {
    Settlement settlement = new Settlement(context.party(), tie.needed().party());
    return tx -> new Taken.Count(0, store(tx, good, settlement));
  }

  /** Stores checked receipts and settles their messages. @return how many are new */
  private int store(StoreTransaction tx, List<ReceiptRow> receipts, Settlement settlement) {
    int fresh = 0;
    for (ReceiptRow receipt : receipts) {
      if (tx.receipts().insert(receipt)) {
        fresh++;
        Happening.outgoing(receipt.text().key(), "RECEIPT", Happening.UNATTENDED)
            .about(receipt.text().by())
            .became(receipt.text().event())
            .write(tx, context.party());
      }
      tx.outgoing()
          .find(new PartyMessage(context.party(), receipt.text().key()))
          .ifPresent(row -> settlement.settle(tx, row));
    }
    return fresh;
  }

  /** The receipt, if it counts. A wrong one leaves a line in the history and changes nothing. */
  Optional<ReceiptRow> checked(SignedReceipt receipt) {
    Optional<ReceiptText> said = Optional.empty();
    try {
      ReceiptText text = context.codec().peek(receipt);
      said = Optional.of(text);
      fits(text);
      ReceiptText sure = genuine(text.by(), receipt);
      return Optional.of(new ReceiptRow(context.party(), sure, receipt));
    } catch (InvalidEnvelopeException e) {
      LOG.warn("Receipt about [{}] is wrong: [{}]", said.map(ReceiptText::key), e.reason());
      said.map(ReceiptText::key).ifPresent(message -> remember(message, e));
      return Optional.empty();
    }
  }

  private ReceiptText genuine(PartyCode by, SignedReceipt receipt) {
    HubIdentity hub = tie.needed();
    Supplier<ReceiptText> check = () -> context.codec().check(receipt, tie.directory(hub));
    return by.equals(hub.party()) ? certificates.checked(check) : directory.checked(by, check);
  }

  /** Whether this party sent it, and whether the signer may testify to that. */
  private void fits(ReceiptText text) {
    HubIdentity hub = tie.needed();
    Optional<OutgoingRow> row =
        context
            .store()
            .read(tx -> tx.outgoing().find(new PartyMessage(context.party(), text.key())));
    if (!text.net().equals(hub.net())) {
      throw new InvalidEnvelopeException(InvalidReason.WRONG_NET, "receipt of another hub's net");
    }
    if (row.filter(sent -> isOf(sent, text.routing())).isEmpty()) {
      throw mismatch("about [" + text.key() + "], whose routing record is another or none");
    }
    boolean may =
        text.by().equals(hub.party())
            ? BY_HUB.contains(text.event())
            : BY_RECIPIENT.contains(text.event()) && recipient(text.key(), text.by());
    if (!may) {
      throw mismatch("[" + text.by() + "] cannot say [" + text.event() + "] of it");
    }
  }

  /** Whether it names the present seal of a message, or an earlier one. */
  private boolean isOf(OutgoingRow row, Sha256 routing) {
    return row.sealed().filter(present -> present.routing().equals(routing)).isPresent()
        || context
            .store()
            .read(tx -> EarlierSeals.of(tx, context.party(), row.id()))
            .contains(routing);
  }

  private boolean recipient(MessageKey message, PartyCode party) {
    DeliveryRow.Key key = new DeliveryRow.Key(context.party(), message.id(), party);
    return context.store().read(tx -> tx.deliveries().find(key)).isPresent();
  }

  private static InvalidEnvelopeException mismatch(String detail) {
    return new InvalidEnvelopeException(InvalidReason.RECEIPT_MISMATCH, detail);
  }

  private void remember(MessageKey message, InvalidEnvelopeException e) {
    Problem why = Problem.of(ProblemCode.INVALID_ENVELOPE, e.reason().name());
    context
        .store()
        .transact(
            tx -> {
              Happening.outgoing(message, "RECEIPT_REFUSED", Happening.UNATTENDED)
                  .because(why)
                  .write(tx, context.party());
              return why;
            });
  }
}
