package io.cds.core.hub;

import io.cds.api.PartyCode;
import io.cds.api.spi.Enrolment;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.SignedRequest;
import java.time.Clock;

/** The side that transports call. */
final class Endpoint implements HubEndpoint {
  private final HubParts parts;
  private final Services services;
  private final Enrolment enrolment;
  private final RequestCheck check;

  Endpoint(HubParts parts, Services services, Enrolment enrolment) {
    this.parts = parts;
    this.services = services;
    this.enrolment = enrolment;
    this.check = new RequestCheck(parts);
  }

  @Override
  public Mailbox mailbox(SignedRequest request) {
    PartyCode party = check.party(request);
    return new PartyMailbox(party, parts, services, () -> check.isPublished(request.keyId()));
  }

  @Override
  public Enrolment enrolment() {
    return enrolment;
  }

  @Override
  public EnvelopeCodec codec() {
    return parts.codec();
  }

  @Override
  public Clock clock() {
    return parts.clock();
  }
}
