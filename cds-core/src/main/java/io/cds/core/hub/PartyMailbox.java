package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The mailbox of one party. Before the party's keys are published it gives the directory and takes
 * the key record, and nothing else.
 */
final class PartyMailbox implements Mailbox {
  private final PartyCode party;
  private final HubParts parts;
  private final Services services;
  private final BooleanSupplier published;
  private volatile boolean open;

  /**
   * @param published asked until it says yes once
   */
  PartyMailbox(PartyCode party, HubParts parts, Services services, BooleanSupplier published) {
    this.party = party;
    this.parts = parts;
    this.services = services;
    this.published = published;
  }

  @Override
  public List<Offer> submit(List<Envelope> envelopes) {
    requirePublished();
    List<Offer> offers = services.batch().submit(party, envelopes);
    services.fanOut().after(party);
    return offers;
  }

  @Override
  public Offer offer(EnvelopeHead head) {
    requirePublished();
    Offer offer = services.offers().offer(party, head);
    services.fanOut().after(party);
    return offer;
  }

  @Override
  public Offer append(MessageId id, long offset, Source piece) {
    requirePublished();
    Offer offer = services.uploads().append(new MessageKey(party, id), offset, piece);
    if (!offer.receipts().isEmpty()) {
      services.fanOut().after(party);
    }
    return offer;
  }

  @Override
  public Page<Waiting> list(Cursor after, int most, Duration wait) {
    requirePublished();
    return services.listing().list(party, after, most, wait);
  }

  @Override
  public InputStream content(MessageKey message, long from, long length) throws IOException {
    requirePublished();
    return services.contents().open(party, message, from, length);
  }

  @Override
  public void post(List<SignedReceipt> receipts) {
    requirePublished();
    try {
      services.posting().post(party, receipts);
    } finally {
      services.fanOut().after(party);
    }
  }

  @Override
  public List<SignedReceipt> receipts(MessageId id) {
    requirePublished();
    MessageKey message = new MessageKey(party, id);
    Standing standing = parts.store().read(tx -> Standing.of(tx, parts.party(), message));
    if (standing.row().isEmpty() && standing.receipts().isEmpty()) {
      throw new CdsException(Problem.of(ProblemCode.UNKNOWN_MESSAGE, id.value()));
    }
    return standing.signed();
  }

  @Override
  public Octets directory(List<PartyCode> parties) {
    return services.directory().answer(parties);
  }

  @Override
  public Optional<Octets> renew(Octets signedRequest) {
    return services.renewals().renew(party, signedRequest);
  }

  @Override
  public void publish(Octets keyRecord) {
    services.publishing().publish(party, keyRecord);
  }

  private void requirePublished() {
    if (!open) {
      open = published.getAsBoolean();
    }
    if (!open) {
      throw new CdsException(
          Problem.of(ProblemCode.NOT_REGISTERED, party + " has not published its keys"));
    }
  }
}
