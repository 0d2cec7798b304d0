package io.cds.core.client;

import io.cds.api.MessageKey;
import io.cds.api.Role;
import io.cds.api.envelope.Addressee;
import io.cds.api.envelope.CheckedRouting;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Routing;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.store.ReceiptRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks the head of an envelope that arrived, by either road, before anything of it is stored. */
final class ArrivalCheck {
  private final ClientContext context;
  private final HubTie tie;
  private final DirectoryRefresh directory;
  private final AcceptedTime accepted;

  ArrivalCheck(
      ClientContext context, HubTie tie, DirectoryRefresh directory, AcceptedTime accepted) {
    this.context = context;
    this.tie = tie;
    this.directory = directory;
    this.accepted = accepted;
  }

  /**
   * The checked arrival (L02, L03: only keys that the directory holds for that sender).
   *
   * @throws InvalidEnvelopeException with {@code NOT_FOR_ME} before anything else is looked at
   */
  CheckedArrival check(MessageKey said, EnvelopeHead head, List<SignedReceipt> receipts) {
    Routing routing = context.codec().peek(head.routing());
    Role role =
        routing.to().stream()
            .filter(to -> to.party().equals(context.party()))
            .map(Addressee::role)
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidEnvelopeException(
                        InvalidReason.NOT_FOR_ME, "[" + routing.key() + "] is for others"));
    if (!routing.key().equals(said)) {
      throw new InvalidEnvelopeException(
          InvalidReason.VALUE, "[" + routing.key() + "] came under the name [" + said + "]");
    }
    Sha256 digest = context.codec().routingDigest(head.routing());
    Optional<ReceiptRow> receipt = accepted.of(said, digest, receipts);
    Instant proof = receipt.map(r -> r.text().at()).orElse(context.now());
    CheckedRouting checked =
        directory.checked(
            said.from(), () -> context.codec().check(head, tie.directory(tie.needed()), proof));
    if (proof.isAfter(checked.routing().expires())) {
      throw new InvalidEnvelopeException(
          InvalidReason.TIME, "[" + said + "] came after its time to live");
    }
    return new CheckedArrival(head, checked, role, receipt);
  }
}
