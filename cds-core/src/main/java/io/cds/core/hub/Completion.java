package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.MessageKey;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.spi.Offer;
import io.cds.api.store.HubMessageRow;
import io.cds.api.store.StoreTransaction;
import io.cds.core.StoredContent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Settles a message whose octets are all here: checks the content against the signed digest and the
 * head against the directory of this moment, for the receipt's time is the time at which the
 * sender's key must count.
 *
 * <p>The content is bound before it is checked, so that a crash between costs the check and not the
 * upload.
 */
final class Completion {
  private final HubParts parts;
  private final HeadCheck check;
  private final Acceptance acceptance;
  private final Retrying retrying;

  Completion(HubParts parts, HeadCheck check, Acceptance acceptance, Retrying retrying) {
    this.parts = parts;
    this.check = check;
    this.acceptance = acceptance;
    this.retrying = retrying;
  }

  /** Settles it, unless it is settled. @return empty if there is no such whole message */
  Optional<Offer> settle(MessageKey message) {
    Standing standing = parts.store().read(tx -> Standing.of(tx, parts.party(), message));
    Optional<HubMessageRow> row = standing.row();
    if (row.isEmpty()) {
      return Optional.empty();
    }
    Offered offered = Offered.read(parts.codec(), row.get().head(), parts.limits());
    if (standing.settled(offered.digest())) {
      return Optional.of(Acceptance.known(standing, offered));
    }
    return row.get().content().map(content -> settle(offered, content));
  }

  private Offer settle(Offered offered, ContentRef content) {
    Extent found = extent(offered, content);
    Extent signed = offered.routing().content();
    if (!found.equals(signed)) {
      return drop(offered, content, StoredContent.fault(found, signed));
    }
    HeadCheck.Directory directory =
        parts.store().read(tx -> check.directory(tx, offered.routing()));
    Optional<Refusal> refusal = check.refusal(offered, directory);
    return retrying.transact(
        tx ->
            refusal.isPresent()
                ? acceptance.refuse(tx, offered, refusal.get())
                : acceptance.accept(tx, offered, content));
  }

  private Extent extent(Offered offered, ContentRef content) {
    try {
      return StoredContent.extent(parts.store(), parts.codec(), content);
    } catch (IOException e) {
      throw new CdsException(
          Problem.of(ProblemCode.STORE_FAILED, "cannot read the content of " + offered.key()), e);
    }
  }

  /** Octets that were damaged on the way are no reason to refuse the message for ever. */
  private Offer drop(Offered offered, ContentRef content, InvalidReason reason) {
    Problem problem =
        new InvalidEnvelopeException(reason, "content is not the signed one; send it again")
            .problem();
    return retrying.transact(tx -> drop(tx, offered, content, problem));
  }

  private Offer drop(StoreTransaction tx, Offered offered, ContentRef content, Problem problem) {
    Standing standing = Standing.of(tx, parts.party(), offered.key());
    if (standing.settled(offered.digest())) {
      return Acceptance.known(standing, offered);
    }
    Optional<HubMessageRow> damaged =
        standing.row().filter(row -> row.content().equals(Optional.of(content)));
    if (damaged.isPresent()) {
      Acceptance.write(tx, Acceptance.row(offered, Optional.empty()), damaged);
      tx.contents().release(content);
      HubEvents.dropped(tx, offered.key(), problem);
    }
    return new Offer(offered.key(), 0, List.copyOf(standing.signed()), Optional.of(problem));
  }
}
