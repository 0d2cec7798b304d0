package io.cds.core.client;

import io.cds.api.MessageKey;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.store.ReceiptRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the hub's ACCEPTED receipt of an arrival: its time is the proof time. */
final class AcceptedTime {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptedTime.class);

  private final ClientContext context;
  private final HubTie tie;
  private final HubCertificates certificates;

  AcceptedTime(ClientContext context, HubTie tie, HubCertificates certificates) {
    this.context = context;
    this.tie = tie;
    this.certificates = certificates;
  }

  /**
   * What the receipts beside an arrival came to.
   *
   * @param accepted the one that counts and names this very routing record
   * @param dropped why others do not count; the message counts without them
   */
  record Found(Optional<ReceiptRow> accepted, List<InvalidReason> dropped) {}

  /** Looks at each; one that is wrong is dropped, for whoever carries a message may add some. */
  Found of(MessageKey message, Sha256 routing, List<SignedReceipt> receipts) {
    Optional<ReceiptRow> accepted = Optional.empty();
    List<InvalidReason> dropped = new ArrayList<>();
    for (SignedReceipt receipt : receipts) {
      try {
        Optional<ReceiptRow> row = checked(message, routing, receipt);
        accepted = accepted.or(() -> row);
      } catch (InvalidEnvelopeException e) {
        LOG.warn("Receipt beside [{}] is dropped: [{}]", message, e.reason());
        dropped.add(e.reason());
      }
    }
    return new Found(accepted, dropped);
  }

  /** Other events than ACCEPTED are read, and nothing is made of them here. */
  private Optional<ReceiptRow> checked(MessageKey message, Sha256 routing, SignedReceipt receipt) {
    ReceiptText said = context.codec().peek(receipt);
    if (!said.net().equals(tie.needed().net())) {
      throw new InvalidEnvelopeException(InvalidReason.WRONG_NET, "receipt of another hub's net");
    }
    if (!said.key().equals(message) || !said.routing().equals(routing)) {
      throw mismatch("receipt about another message or seal beside [" + message + "]");
    }
    if (said.event() != ReceiptEvent.ACCEPTED) {
      return Optional.empty();
    }
    ReceiptText text =
        certificates.checked(() -> context.codec().check(receipt, tie.directory(tie.needed())));
    if (!text.by().equals(tie.needed().party())) {
      throw mismatch("[" + text.by() + "] cannot say [" + text.event() + "] of it");
    }
    return Optional.of(new ReceiptRow(context.party(), text, receipt));
  }

  private static InvalidEnvelopeException mismatch(String detail) {
    return new InvalidEnvelopeException(InvalidReason.RECEIPT_MISMATCH, detail);
  }
}
