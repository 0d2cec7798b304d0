package io.cds.core.client;

import io.cds.api.MessageKey;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.store.ReceiptRow;
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

  /** The receipt that counts and names this very routing record, if it came along. */
  Optional<ReceiptRow> of(MessageKey message, Sha256 routing, List<SignedReceipt> receipts) {
    return receipts.stream().flatMap(r -> checked(message, routing, r).stream()).findFirst();
  }

  private Optional<ReceiptRow> checked(MessageKey message, Sha256 routing, SignedReceipt receipt) {
    try {
      if (context.codec().peek(receipt).event() != ReceiptEvent.ACCEPTED) {
        return Optional.empty();
      }
      ReceiptText text =
          certificates.checked(() -> context.codec().check(receipt, tie.directory(tie.needed())));
      boolean fits =
          text.key().equals(message)
              && text.routing().equals(routing)
              && text.by().equals(tie.needed().party())
              && text.net().equals(tie.needed().net());
      if (!fits) {
        LOG.warn("ACCEPTED receipt beside [{}] is about another envelope", message);
        return Optional.empty();
      }
      return Optional.of(new ReceiptRow(context.party(), text, receipt));
    } catch (InvalidEnvelopeException e) {
      LOG.warn("ACCEPTED receipt beside [{}] is wrong: [{}]", message, e.reason());
      return Optional.empty();
    }
  }
}
