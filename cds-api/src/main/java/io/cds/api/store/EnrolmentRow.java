package io.cds.api.store;

import io.cds.api.PartyCode;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.Octets;
import java.time.Instant;
import java.util.Optional;

/**
 * Hub role: a party's enrolment, or the renewal that came after it.
 *
 * @param code the code, encrypted at rest; empty once it is spent
 * @param failures requests whose HMAC did not fit
 * @param request the first request whose HMAC fitted, or a signed one without HMAC; only this one
 *     can be answered
 * @param answer once the certificate authority has issued
 */
public record EnrolmentRow(
    PartyCode party,
    Octets code,
    Instant expires,
    int failures,
    Optional<EnrolmentRequest> request,
    Optional<EnrolmentAnswer> answer,
    long version) {
  /** Whether its request was signed by the party's key and not by a code. */
  public boolean isRenewal() {
    return request.filter(asked -> asked.mac().length() == 0).isPresent();
  }
}
