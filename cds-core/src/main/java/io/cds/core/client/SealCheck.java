package io.cds.core.client;

import io.cds.api.KeyUse;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.Routing;
import io.cds.api.store.OutgoingRow;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the keys that a message was sealed with still stand, as long as the hub has not accepted
 * it: afterwards they count for ever.
 */
final class SealCheck {
  private static final Set<InvalidReason> SIGNER =
      EnumSet.of(InvalidReason.SIGNER_EXPIRED, InvalidReason.SIGNER_REVOKED);

  private final ClientContext context;
  private final HubTie tie;
  private final OwnKeys keys;

  SealCheck(ClientContext context, HubTie tie, OwnKeys keys) {
    this.context = context;
    this.tie = tie;
    this.keys = keys;
  }

  /**
   * How the keys of a seal stand.
   *
   * @param ended why it must not travel as it is: one of its keys lapsed or was withdrawn
   * @param mayGiveWay whether a person may have it sealed anew: a key ended, or there is a newer
   *     one
   */
  record Standing(Optional<Problem> ended, boolean mayGiveWay) {
    private static final Standing GOOD = new Standing(Optional.empty(), false);
  }

  Standing of(OutgoingRow row) {
    if (row.sealed().isEmpty() || isAccepted(row)) {
      return Standing.GOOD;
    }
    EnvelopeHead head = row.sealed().get().head();
    Routing routing = context.codec().peek(head.routing());
    Instant now = context.now();
    List<KnownKey> sealedTo = sealedTo(routing);
    Optional<Problem> ended =
        sealedTo.stream()
            .filter(key -> !key.countsAt(now))
            .map(key -> outdated(key.party() + ", " + key.use()))
            .findFirst()
            .or(() -> signer(head, routing, now));
    boolean renewed = sealedTo.stream().anyMatch(key -> key.state() != KeyState.ACTIVE);
    return new Standing(ended, renewed || ended.isPresent());
  }

  private List<KnownKey> sealedTo(Routing routing) {
    Stream<KnownKey> outside =
        routing.to().stream().flatMap(to -> context.codec().outside(to).stream());
    List<KnownKey> known =
        context
            .store()
            .read(
                tx ->
                    routing.to().stream()
                        .flatMap(
                            to -> Stream.concat(Stream.of(to.certificate()), to.mlkem().stream()))
                        .flatMap(digest -> tx.keys().find(context.party(), digest).stream())
                        .toList());
    return Stream.concat(outside, known.stream()).toList();
  }

  /** Looked at only where an own key that could have signed it has ended. */
  private Optional<Problem> signer(EnvelopeHead head, Routing routing, Instant now) {
    boolean doubtful =
        keys.all().stream()
            .map(OwnKeys.Held::known)
            .filter(key -> key.use() == KeyUse.SIGN || key.use() == KeyUse.SIGN_MLDSA)
            .filter(key -> !routing.sealedAt().isBefore(key.notBefore()))
            .anyMatch(key -> !key.isPending() && !key.countsAt(now));
    if (!doubtful) {
      return Optional.empty();
    }
    try {
      context.codec().check(head, tie.directory(tie.needed()), now);
      return Optional.empty();
    } catch (InvalidEnvelopeException e) {
      return Optional.of(e)
          .filter(invalid -> SIGNER.contains(invalid.reason()))
          .map(invalid -> outdated(context.party() + ", " + invalid.reason()));
    }
  }

  private boolean isAccepted(OutgoingRow row) {
    return context.store().read(tx -> tx.receipts().of(context.party(), row.key())).stream()
        .anyMatch(receipt -> receipt.text().event() == ReceiptEvent.ACCEPTED);
  }

  private static Problem outdated(String detail) {
    return Problem.of(ProblemCode.SEAL_OUTDATED, detail);
  }
}
