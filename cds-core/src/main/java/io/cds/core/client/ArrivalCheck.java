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
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Checks the head of an envelope that arrived, by either road, before anything of it is stored. */
final class ArrivalCheck {
  /** How long after its time to live a message is still remembered, and so may still come. */
  private static final Duration REMEMBERED = Duration.ofDays(30);

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
          InvalidReason.ZIP_PROFILE, "[" + routing.key() + "] came under the name [" + said + "]");
    }
    Sha256 digest = context.codec().routingDigest(head.routing());
    AcceptedTime.Found found = accepted.of(said, digest, receipts);
    Instant now = context.now();
    Instant proof = found.accepted().map(r -> r.text().at()).orElse(now);
    CheckedRouting checked =
        directory.checked(
            said.from(), () -> context.codec().check(head, tie.directory(tie.needed()), proof));
    if (now.isAfter(checked.routing().expires().plus(REMEMBERED))) {
      throw new InvalidEnvelopeException(
          InvalidReason.EXPIRED, "[" + said + "] was accepted in time and came 30 days too late");
    }
    return new CheckedArrival(head, checked, role, found.accepted(), found.dropped());
  }
}
