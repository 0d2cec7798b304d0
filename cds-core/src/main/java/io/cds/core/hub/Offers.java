package io.cds.core.hub;

import io.cds.api.PartyCode;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.spi.Offer;
import io.cds.api.store.ContentKey;
import io.cds.api.store.HubMessageRow;
import io.cds.api.store.StoreTransaction;
import java.util.Optional;

/** Takes a head whose content follows in pieces. */
final class Offers {
  private final HubParts parts;
  private final Reception reception;
  private final Uploads uploads;
  private final Retrying retrying;

  Offers(HubParts parts, Reception reception, Uploads uploads, Retrying retrying) {
    this.parts = parts;
    this.reception = reception;
    this.uploads = uploads;
    this.retrying = retrying;
  }

  Offer offer(PartyCode party, EnvelopeHead head) {
    Offered offered = Offered.read(parts.codec(), head, parts.limits());
    Optional<Offer> answer = reception.answer(party, offered);
    if (answer.isPresent()) {
      return answer.get();
    }
    Optional<ContentKey> replaced = retrying.transact(tx -> enter(tx, offered));
    replaced.ifPresent(parts.store()::discard);
    return uploads.stand(offered.key());
  }

  /** Enters it; the unfinished upload of an earlier seal gives way, for nobody has fetched it. */
  private Optional<ContentKey> enter(StoreTransaction tx, Offered offered) {
    Standing standing = Standing.of(tx, parts.party(), offered.key());
    Optional<HubMessageRow> before = standing.row();
    boolean known = before.filter(row -> row.routing().equals(offered.digest())).isPresent();
    if (known || standing.accepted().isPresent()) {
      return Optional.empty();
    }
    Acceptance.write(tx, Acceptance.row(offered, Optional.empty()), before);
    Forgetting.plan(tx, offered.key(), offered.routing().expires(), parts.limits());
    before.flatMap(HubMessageRow::content).ifPresent(tx.contents()::release);
    return before.map(HubMessageRow::staging);
  }
}
