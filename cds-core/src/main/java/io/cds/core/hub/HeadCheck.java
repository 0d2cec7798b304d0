package io.cds.core.hub;

import io.cds.api.KeyUse;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Addressee;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.RefusalCode;
import io.cds.api.envelope.Routing;
import io.cds.api.envelope.Sha256;
import io.cds.api.store.PartyRow;
import io.cds.api.store.StoreTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether an offered head may be taken: size, time, signature, sender, recipients; by keys
 * of the hub's directory only (L02).
 */
final class HeadCheck {
  private final HubParts parts;

  HeadCheck(HubParts parts) {
    this.parts = parts;
  }

  /**
   * What the directory says about an offer, as read in one transaction.
   *
   * @param strangers recipients that the directory does not have
   */
  record Directory(KeySnapshot keys, List<Addressee> strangers, Instant now) {}

  Directory directory(StoreTransaction tx, Routing routing) {
    return new Directory(
        KeySnapshot.of(tx, parts, routing),
        routing.to().stream().filter(to -> !registered(tx, to)).toList(),
        tx.now());
  }

  private boolean registered(StoreTransaction tx, Addressee to) {
    return tx.parties()
        .find(new PartyRow.Key(parts.party(), to.party()))
        .filter(row -> row.record().isPresent())
        .isPresent();
  }

  /** Why not now, though perhaps later: the sender's clock is ahead. */
  Optional<Problem> notYet(Offered offered, Instant now) {
    Instant sealedAt = offered.routing().sealedAt();
    return sealedAt.isAfter(now.plus(parts.limits().ahead()))
        ? Optional.of(
            Problem.of(ProblemCode.CLOCK, "sealed at " + sealedAt + ", the hub's time is " + now))
        : Optional.empty();
  }

  /** Why never; empty if it may be taken. */
  Optional<Refusal> refusal(Offered offered, Directory directory) {
    return size(offered)
        .or(() -> expiry(offered.routing(), directory.now()))
        .or(() -> signature(offered, directory))
        .or(() -> recipients(offered.routing(), directory));
  }

  private Optional<Refusal> size(Offered offered) {
    long manifest = offered.head().manifest().length();
    long content = offered.routing().content().length();
    if (manifest > parts.limits().manifest()) {
      return tooLarge(
          InvalidReason.MANIFEST_LIMIT,
          "manifest of " + manifest + " octets, limit " + parts.limits().manifest());
    }
    if (content > parts.limits().content()) {
      return tooLarge(
          InvalidReason.CONTENT_LIMIT,
          "content of " + content + " octets, limit " + parts.limits().content());
    }
    return Optional.empty();
  }

  private static Optional<Refusal> tooLarge(InvalidReason reason, String detail) {
    return Optional.of(
        Refusal.of(RefusalCode.TOO_LARGE, ProblemCode.TOO_LARGE, reason + ": " + detail));
  }

  private static Optional<Refusal> expiry(Routing routing, Instant now) {
    return routing.expires().isAfter(now)
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                RefusalCode.EXPIRED,
                ProblemCode.EXPIRED,
                "expired at " + routing.expires() + ", the hub's time is " + now));
  }

  private Optional<Refusal> signature(Offered offered, Directory directory) {
    try {
      parts.codec().check(offered.head(), directory.keys(), directory.now());
      return Optional.empty();
    } catch (InvalidEnvelopeException e) {
      return Optional.of(Refusal.of(e));
    }
  }

  private Optional<Refusal> recipients(Routing routing, Directory directory) {
    if (!directory.strangers().isEmpty()) {
      return Optional.of(
          Refusal.of(
              RefusalCode.POLICY,
              ProblemCode.UNKNOWN_RECIPIENT,
              directory.strangers().get(0).party().value()));
    }
    return routing.to().stream()
        .filter(to -> !opens(to, directory) && !isOutside(to, directory))
        .findFirst()
        .map(
            to ->
                Refusal.of(
                    new InvalidEnvelopeException(
                        InvalidReason.RECIPIENTS,
                        "sealed to a certificate that is no opening key of ["
                            + to.party()
                            + "] any more")));
  }

  private static boolean opens(Addressee to, Directory directory) {
    return isKey(to, KeyUse.OPEN, to.certificate(), directory)
        && to.mlkem().filter(mlkem -> !isKey(to, KeyUse.OPEN_MLKEM, mlkem, directory)).isEmpty();
  }

  /** One that the hub's own host lets this party be sealed to, and that has not lapsed. */
  private boolean isOutside(Addressee to, Directory directory) {
    return parts.codec().outside(to).filter(key -> key.countsAt(directory.now())).isPresent();
  }

  /** One that was renewed opens until its end; to one that was withdrawn nothing is handed on. */
  private static boolean isKey(Addressee to, KeyUse use, Sha256 certificate, Directory directory) {
    return directory
        .keys()
        .key(certificate)
        .filter(key -> key.party().equals(to.party()) && key.use() == use)
        .filter(key -> key.countsAt(directory.now()))
        .isPresent();
  }
}
